using System.Net;
using Graceful;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Runtime.Tests.Transport;

namespace Runtime.Tests.LongLived;

/// <summary>A successor that answers the replayed request in another way than the old process did.</summary>
public sealed class RejectedReplayTests
{
    private static readonly byte[] ServiceRestart = [0x88, 0x02, 0x03, 0xF4];

    private readonly ChatApp _old = new("old");
    private readonly ChatApp _new = new("new");

    [Fact]
    public Task Without_the_endpoint() => AssertClosedAsync(_ => { }, "the response began with 'HTTP/1.1 404 Not Found'");

    [Fact]
    public Task With_an_endpoint_that_no_longer_opts_in() =>
        AssertClosedAsync(app => app.Map("/ws", AcceptAsync), "the endpoint no longer has [MovesOnRestart]");

    [Fact]
    public Task With_another_subprotocol() => AssertClosedAsync(
        app => app.Map("/ws", context => AcceptAsync(context, "v2")).MovesOnRestart(),
        "the response was 101, subprotocol 'v2', extensions '' instead of 101, subprotocol 'v1', extensions ''");

    [Fact]
    public Task With_a_handler_that_fails() => AssertClosedAsync(
        app => app.Map("/ws", _ => throw new InvalidOperationException("on purpose")).MovesOnRestart(),
        "the response began with 'HTTP/1.1 500");

    [Fact]
    public Task With_a_handler_that_does_not_upgrade() => AssertClosedAsync(
        app => app.Map("/ws", context => context.Response.WriteAsync("a page")).MovesOnRestart(),
        "the response began with 'HTTP/1.1 200 OK'");

    [Fact]
    public Task With_a_handler_that_closes_the_connection() =>
        AssertClosedAsync(app => app.Map("/ws", AbortAsync).MovesOnRestart(), reason: null);

    [Fact]
    public Task With_limits_that_the_request_exceeds() => AssertClosedAsync(
        _new.Map, "the response began with 'HTTP/1.1 431", kestrel => kestrel.Limits.MaxRequestHeaderCount = 1);

    /// <summary>The client's frames must not be taken for requests, which a proxy would not have let through.</summary>
    [Fact]
    public async Task What_the_client_sends_meanwhile_is_not_taken_for_a_request()
    {
        await using var old = await HandoverServer.StartAsync("old", new ServerSetup { Endpoints = _old.Map });
        await using var successor = await HandoverServer.StartAsync("new", new ServerSetup { Endpoints = _ => { } });
        using var client = await FrameClient.ConnectAsync(old.EndPoint, "/ws");
        var sink = new HoldingSink();
        var drained = old.DrainAsync(sink);
        var (connection, fd) = await sink.NextAsync();
        await client.SendAsync("GET /who HTTP/1.1\r\nHost: t\r\n\r\n"u8.ToArray());
        successor.Listener.Adopt(AdoptingSink.Duplicate(fd), replay: connection.Reentry);
        old.Transport.Moved(connection, fd);
        await drained.WaitAsync(Until.Limit);

        // The kernel may reset a connection whose bytes were not read, and discard the close frame.
        var seen = await client.ReadToEndAsync();
        Assert.True(ServiceRestart.AsSpan().StartsWith(seen), Convert.ToHexString(seen));
        Assert.Equal(0, successor.Log.Count("/who"));
    }

    [Fact]
    public async Task A_connection_that_the_successor_refuses_goes_on_in_the_old_process()
    {
        await using var old = await HandoverServer.StartAsync("old", new ServerSetup { Endpoints = _old.Map });
        using var client = await FrameClient.ConnectAsync(old.EndPoint, "/ws");
        Assert.Equal("old 1 a", await client.AskAsync("a"));
        var sink = new HoldingSink();
        var drained = old.DrainAsync(sink);
        var (connection, fd) = await sink.NextAsync();
        await client.SendTextAsync("b");
        old.Transport.Returned(connection, fd, mayLeave: false);
        Assert.Equal("old 2 b", await client.ReadTextAsync());
        Assert.Equal("old 3 c", await client.AskAsync("c"));
        Assert.Equal((1, false), (sink.Taken, drained.IsCompleted));
        Assert.Contains("it did not move: the new process refused it", old.Drain.Describe().Single().ToString(), StringComparison.Ordinal);

        await old.WaitsForClientsAsync();
        old.Drain.Abort();
        Assert.Equal(ServiceRestart, await client.ReadToEndAsync());
        await drained.WaitAsync(Until.Limit);
    }

    [Fact]
    public async Task A_connection_that_comes_back_after_the_drain_was_taken_back_moves_in_the_next_one()
    {
        await using var two = await TwoGenerations.StartAsync(
            new ServerSetup { Endpoints = _old.Map }, new ServerSetup { Endpoints = _new.Map });
        using var client = await FrameClient.ConnectAsync(two.Old.EndPoint, "/ws");
        var sink = new HoldingSink();
        _ = two.Old.DrainAsync(sink);
        var (connection, fd) = await sink.NextAsync();
        two.Old.Drain.TakeBack();
        two.Old.Transport.Returned(connection, fd, mayLeave: true);
        Assert.Equal("old 1 a", await client.AskAsync("a"));
        await two.DrainAsync().WaitAsync(Until.Limit);
        Assert.Equal("new 2 b", await client.AskAsync("b"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_that_leaves_during_the_move_is_gone_in_the_successor(bool resets)
    {
        await using var old = await HandoverServer.StartAsync("old", new ServerSetup { Endpoints = _old.Map });
        await using var successor = await HandoverServer.StartAsync("new", new ServerSetup { Endpoints = _new.Map });
        using var client = await FrameClient.ConnectAsync(old.EndPoint, "/ws");
        var sink = new HoldingSink();
        var drained = old.DrainAsync(sink);
        var (connection, fd) = await sink.NextAsync();
        Assert.Equal("moved on", await _old.EndAsync());
        if (resets)
        {
            client.Reset();
        }
        else
        {
            client.ShutdownSend();
        }

        successor.Listener.Adopt(AdoptingSink.Duplicate(fd), replay: connection.Reentry);
        old.Transport.Moved(connection, fd);
        await drained.WaitAsync(Until.Limit);
        Assert.Equal("gone", await _new.EndAsync());
    }

    private static Task AbortAsync(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    private static Task AcceptAsync(HttpContext context) => AcceptAsync(context, "v1");

    private static async Task AcceptAsync(HttpContext context, string subProtocol)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync(subProtocol);
        await socket.ReceiveAsync(new byte[10], CancellationToken.None);
    }

    private async Task AssertClosedAsync(Action<WebApplication> endpoints, string? reason, Action<KestrelServerOptions>? limit = null)
    {
        var setup = new ServerSetup { Endpoints = endpoints };
        await using var two = await TwoGenerations.StartAsync(
            new ServerSetup { Endpoints = _old.Map },
            limit is null ? setup : setup with
            {
                Listen = kestrel =>
                {
                    kestrel.Listen(IPAddress.Loopback, 0);
                    limit(kestrel);
                },
            });
        using var client = await FrameClient.ConnectAsync(two.Old.EndPoint, "/ws", "Sec-WebSocket-Protocol: v1");
        await two.DrainAsync().WaitAsync(Until.Limit);
        var seen = await client.ReadToEndAsync();
        if (reason is not null)
        {
            Assert.Equal(Convert.ToHexString(ServiceRestart), Convert.ToHexString(seen));
            Assert.Equal(1, two.Successor.Log.Count($"could not continue after the restart: {reason}"));
        }
        else
        {
            Assert.True(seen.Length == 0 || seen.AsSpan().SequenceEqual(ServiceRestart), Convert.ToHexString(seen));
        }

        await Until.TrueAsync(() => two.Successor.Gate.Count == 0, "the connection to be gone");
    }
}
