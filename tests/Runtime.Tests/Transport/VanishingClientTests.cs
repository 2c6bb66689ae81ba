using System.Collections.Concurrent;
using Instruments.Raw;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Runtime.Tests.Transport;

/// <summary>
/// A client that goes during its response is no error: as on Kestrel's own transport, writes have no effect any more, RequestAborted is
/// cancelled, and nothing is logged as one.
/// </summary>
public sealed class VanishingClientTests
{
    private const int Clients = 20;
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public async Task Writes_go_on_without_an_error_until_the_request_is_aborted(bool resets, bool isPoolBehind)
    {
        var failures = new ConcurrentQueue<Exception?>();
        using var ended = new CountdownEvent(Clients);
        await using var server = await HandoverServer.StartAsync("one", new()
        {
            CreateSendQueue = isPoolBehind ? ServerSetup.QueueBehind : null,
            Endpoints = app => app.MapGet("/endless", async (HttpContext context) =>
            {
                try
                {
                    while (!context.RequestAborted.IsCancellationRequested)
                    {
                        await context.Response.Body.WriteAsync(new byte[16 * 1024], CancellationToken.None);
                    }
                }
                catch (Exception failure)
                {
                    failures.Enqueue(failure);
                    throw;
                }
                finally
                {
                    ended.Signal();
                }
            }),
        });
        for (var i = 0; i < Clients; i++)
        {
            using var client = await RawConnection.ConnectAsync(server.EndPoint);
            await client.SendAsync("GET /endless HTTP/1.1\r\nHost: t\r\n\r\n");
            await client.ReadUntilAsync("\r\n\r\n");
            if (resets)
            {
                client.Reset();
            }
        }

        Assert.True(await Task.Run(() => ended.Wait(Until.Limit)));
        Assert.Empty(failures);
        Assert.DoesNotContain(server.Log.Lines, line => line.Level >= LogLevel.Warning);
    }
}
