using System.Net;
using Instruments.Raw;
using Instruments.Servers;
using Microsoft.AspNetCore.Hosting;

namespace Runtime.Tests.Transport;

/// <summary>A connection middleware before TLS replaces the transport too (UseConnectionLogging).</summary>
public sealed class WrappedTlsTests
{
    [Fact]
    public async Task A_connection_ends_without_an_error()
    {
        var ended = new TaskCompletionSource<Exception?>();
        await using var server = await HandoverServer.StartAsync("one", new ServerSetup
        {
            Listen = kestrel => kestrel.Listen(IPAddress.Loopback, 0, endpoint =>
            {
                endpoint.Use(next => async connection =>
                {
                    try
                    {
                        await next(connection);
                        ended.SetResult(null);
                    }
                    catch (Exception reason)
                    {
                        ended.SetResult(reason);
                    }
                });
                endpoint.UseConnectionLogging();
                endpoint.UseHttps(TestTls.Certificate);
            }),
        });

        await (await TestTls.ConnectAsync(server.EndPoint)).DisposeAsync();

        Assert.Null(await ended.Task.WaitAsync(Until.Limit));
    }
}
