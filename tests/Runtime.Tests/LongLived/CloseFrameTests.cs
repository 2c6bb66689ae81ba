using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Graceful;
using Instruments.Raw;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Runtime.Tests.Processes;
using Runtime.Tests.Transport;

namespace Runtime.Tests.LongLived;

/// <summary>WebSockets that are still open at DrainTimeout.</summary>
public sealed class CloseFrameTests
{
    private const string ServiceRestart = "880203F4", GoingAway = "880203E9";

    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ChatApp _new = new("new");

    [Fact]
    public Task Of_an_application_that_does_not_read() => AssertAsync(
        async (context, _) =>
        {
            _reached.SetResult();
            await _release.Task;
        },
        ServiceRestart,
        "the application did not wait for the next message");

    [Fact]
    public Task Within_a_fragmented_message() => AssertAsync(
        async (context, socket) =>
        {
            await socket.SendAsync("a"u8.ToArray(), WebSocketMessageType.Text, false, CancellationToken.None);
            _reached.SetResult();
            await EndAsync(socket);
        },
        "010161" + ServiceRestart,
        "a message to the client was not complete");

    [Fact]
    public Task Of_a_connection_with_state_in_the_process() => AssertAsync(
        async (context, socket) =>
        {
            context.Features.Get<IConnectionMove>()!.Pin();
            _reached.SetResult();
            await EndAsync(socket);
        },
        ServiceRestart,
        "the connection has state in this process");

    /// <summary>A client may not receive another frame after a close frame (RFC 6455, 5.5.1).</summary>
    [Fact]
    public Task Not_after_a_close_frame() => AssertAsync(
        async (context, socket) =>
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
            _reached.SetResult();
            await EndAsync(socket);
        },
        "880203E8",
        "its WebSocket was closing");

    /// <summary>For Kestrel the connection has ended already.</summary>
    [Fact]
    public Task Not_of_a_handler_that_goes_on_after_the_move() => AssertAsync(
        async (context, socket) =>
        {
            _reached.SetResult();
            await EndAsync(socket);
            await _release.Task;
        },
        "",
        "its handler has not ended");

    [Fact]
    public async Task Not_within_a_frame()
    {
        const int Length = 16 * 1024 * 1024;
        await using var two = await StartAsync(async (context, socket) =>
        {
            var send = socket.SendAsync(new byte[Length], WebSocketMessageType.Binary, true, CancellationToken.None);
            _reached.SetResult();
            await Assert.ThrowsAnyAsync<Exception>(() => send);
        });
        using var client = await FrameClient.ConnectAsync(two.Old.EndPoint, "/ws");
        await _reached.Task.WaitAsync(Until.Limit);
        var drained = two.DrainAsync();
        two.Old.Drain.Abort();
        await drained.WaitAsync(Until.Limit);
        var seen = await client.ReadToEndAsync();
        Assert.InRange(seen.Length, 0, Length);
        Assert.Equal(-1, seen.AsSpan(Math.Min(10, seen.Length)).IndexOfAnyExcept((byte)0));
    }

    [Theory]
    [InlineData("")]
    [InlineData("8")]
    [InlineData("8185010203")]
    [InlineData("82FF0000000040000000")]
    public async Task Of_a_client_that_stops_in_the_middle_of_a_frame_while_the_others_move(string bytes)
    {
        var old = new ChatApp("old");
        await using var two = await TwoGenerations.StartAsync(
            new ServerSetup { Endpoints = old.Map }, new ServerSetup { Endpoints = _new.Map });
        using var other = await FrameClient.ConnectAsync(two.Old.EndPoint, "/ws");
        using var client = await FrameClient.ConnectAsync(two.Old.EndPoint, bytes.Length > 0 ? "/ws" : "/stays");
        Assert.Equal("old 1 a", await other.AskAsync("a"));
        Assert.Equal("old 1 a", await client.AskAsync("a"));
        await client.SendAsync(bytes.Length == 1 ? [0x81] : Convert.FromHexString(bytes));
        await two.ReadByOldAsync(client.Local);
        var drained = two.DrainAsync();
        Assert.Equal("new 2 b", await other.AskAsync("b"));
        Assert.Equal((1, false), (two.Sink.Taken, drained.IsCompleted));
        await two.Old.WaitsForClientsAsync();
        two.Old.Drain.Abort();
        await drained.WaitAsync(Until.Limit);

        // An endpoint that did not opt in ends as before.
        Assert.Equal(bytes.Length > 0 ? ServiceRestart : "", Convert.ToHexString(await client.ReadToEndAsync()));
        Assert.Equal("new 3 c", await other.AskAsync("c"));
    }

    [Fact]
    public async Task Over_TLS()
    {
        await using var server = await HandoverServer.StartAsync("old", TestTls.Server with
        {
            Endpoints = app => app.Map("/ws", async context =>
            {
                using var socket = await context.WebSockets.AcceptWebSocketAsync();
                _reached.SetResult();
                await EndAsync(socket);
            }).MovesOnRestart(),
        });
        await using var tls = await TestTls.ConnectAsync(server.EndPoint);
        await tls.WriteAsync(
            Encoding.ASCII.GetBytes("GET /ws HTTP/1.1\r\nHost: t\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"));
        await _reached.Task.WaitAsync(Until.Limit);
        var sink = new HoldingSink();
        var drained = server.DrainAsync(sink);
        server.Drain.Abort();
        var seen = new MemoryStream();
        using var limit = new CancellationTokenSource(Until.Limit);
        try
        {
            await tls.CopyToAsync(seen, limit.Token);
        }
        catch (IOException)
        {
            // Aborted without the end of TLS.
        }

        await drained.WaitAsync(Until.Limit);
        Assert.EndsWith("0D0A0D0A" + ServiceRestart, Convert.ToHexString(seen.ToArray()), StringComparison.Ordinal);
        Assert.Equal(0, sink.Taken);
    }

    /// <summary>While the pool is behind, an earlier response waits to be sent, and what follows it waits as well.</summary>
    [Fact]
    public async Task Behind_a_response_that_has_not_been_sent()
    {
        for (var i = 0; i < 20; i++)
        {
            HandoverServer? server = null;
            var drained = Task.CompletedTask;
            async Task HandleAsync(HttpContext context)
            {
                using var socket = await context.WebSockets.AcceptWebSocketAsync();
                drained = server!.DrainAsync(new HoldingSink());
                server.Drain.Abort();
            }

            await using (server = await HandoverServer.StartAsync("old", new()
            {
                CreateSendQueue = ServerSetup.QueueBehind,
                Endpoints = app => app.Map("/ws", HandleAsync).MovesOnRestart(),
            }))
            {
                using var client = await RawConnection.ConnectAsync(server.EndPoint);
                await client.SendAsync(
                    "GET /who HTTP/1.1\r\nHost: t\r\n\r\n"
                    + "GET /ws HTTP/1.1\r\nHost: t\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
                var seen = await client.ReadToEndAsync();
                Assert.StartsWith("HTTP/1.1 200", seen, StringComparison.Ordinal);
                Assert.EndsWith("\r\n\r\n\u0088\u0002\u0003\u00F4", seen, StringComparison.Ordinal);
                await drained.WaitAsync(Until.Limit);
            }
        }
    }

    [Fact]
    public async Task At_a_stop_the_code_is_going_away()
    {
        await using var two = await StartAsync(async (context, socket) =>
        {
            _reached.SetResult();
            await EndAsync(socket);
        });
        using var client = await FrameClient.ConnectAsync(two.Old.EndPoint, "/ws");
        await _reached.Task.WaitAsync(Until.Limit);
        var drained = two.Old.DrainAsync(null);
        two.Old.Drain.Abort();
        Assert.Equal(GoingAway, Convert.ToHexString(await client.ReadToEndAsync()));
        await drained.WaitAsync(Until.Limit);
    }

    private static Task<WebSocketException> EndAsync(WebSocket socket) =>
        Assert.ThrowsAsync<WebSocketException>(() => socket.ReceiveAsync(new byte[10], CancellationToken.None));

    private async Task AssertAsync(Func<HttpContext, WebSocket, Task> handle, string expected, string reason)
    {
        await using var two = await StartAsync(handle);
        using var client = await FrameClient.ConnectAsync(two.Old.EndPoint, "/ws");
        await _reached.Task.WaitAsync(Until.Limit);
        var drained = two.DrainAsync();
        await Until.TrueAsync(
            () => two.Old.Drain.Describe() is [var left]
                && left.ToString().EndsWith($"; it did not move: {reason}", StringComparison.Ordinal),
            reason);
        two.Old.Drain.Abort();
        Assert.Equal(expected, Convert.ToHexString(await client.ReadToEndAsync()));
        _release.SetResult();
        await drained.WaitAsync(Until.Limit);
        Assert.Equal(0, two.Sink.Taken);
    }

    private Task<TwoGenerations> StartAsync(Func<HttpContext, WebSocket, Task> handle)
    {
        async Task HandleAsync(HttpContext context)
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await handle(context, socket);
        }

        return TwoGenerations.StartAsync(
            new ServerSetup { Endpoints = app => app.Map("/ws", HandleAsync).MovesOnRestart() }, new ServerSetup { Endpoints = _new.Map });
    }
}
