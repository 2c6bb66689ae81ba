using Instruments.Raw;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Runtime.Tests.Transport;

/// <summary>Responses to pipelined requests may share a packet. None waits for the work of the next request.</summary>
public sealed class PipelinedResponsesTests
{
    private const string Who = "GET /who HTTP/1.1\r\nHost: t\r\n\r\n";
    [Fact]
    public async Task A_response_does_not_wait_for_the_next_request_whose_handler_waits()
    {
        await using var server = await HandoverServer.StartAsync("one");
        using var client = await RawConnection.ConnectAsync(server.EndPoint);

        await client.SendAsync($"{Who}GET /held HTTP/1.1\r\nHost: t\r\n\r\n{Who}");
        Assert.Equal("one", (await client.ReadResponseAsync()).Text);
        await server.App.EnteredAsync();

        server.App.Release();
        Assert.Equal("one", (await client.ReadResponseAsync()).Text);
        Assert.Equal("one", (await client.ReadResponseAsync()).Text);
    }

    [Fact]
    public async Task A_response_does_not_wait_for_the_next_request_whose_handler_blocks_its_thread()
    {
        using var mayEnd = new ManualResetEventSlim();
        await using var server = await HandoverServer.StartAsync("one", new()
        {
            Endpoints = app => app.MapGet("/blocks", (HttpContext context) =>
            {
                var ended = mayEnd.Wait(Until.Limit);
                context.Response.ContentLength = 2;
                return context.Response.WriteAsync(ended ? "ok" : "no");
            }),
        });
        using var client = await RawConnection.ConnectAsync(server.EndPoint);

        await client.SendAsync($"{Who}GET /blocks HTTP/1.1\r\nHost: t\r\n\r\n{Who}");
        Assert.Equal("one", (await client.ReadResponseAsync()).Text);

        mayEnd.Set();
        Assert.Equal("ok", (await client.ReadResponseAsync()).Text);
        Assert.Equal("one", (await client.ReadResponseAsync()).Text);
    }

    [Fact]
    public async Task Many_requests_in_one_packet_are_answered_in_order()
    {
        const int Count = 1000;
        await using var server = await HandoverServer.StartAsync("one");
        using var client = await RawConnection.ConnectAsync(server.EndPoint);

        await client.SendAsync(string.Concat(Enumerable.Range(0, Count).Select(i => $"GET /echo?n={i} HTTP/1.1\r\nHost: t\r\n\r\n")));
        for (var i = 0; i < Count; i++)
        {
            Assert.Equal($"one {i}", (await client.ReadResponseAsync()).Text);
        }
    }
}
