using System.Net.WebSockets;
using Graceful;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Runtime.Tests.Transport;

namespace Runtime.Tests.LongLived;

/// <summary>The places at which a WebSocket moves, and those at which it does not.</summary>
public sealed class BoundaryTests
{
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ChatApp _old = new("s");
    private readonly ChatApp _new = new("s");

    /// <summary>The client sees exactly what a server that never restarts would have sent.</summary>
    [Fact]
    public async Task A_conversation_that_is_cut_at_any_byte_goes_on_as_without_a_restart()
    {
        byte[] conversation =
        [
            .. Frame.OfClient("a"),
            .. Frame.OfClient(Frame.Text, "b"u8, isFinal: false),
            .. Frame.OfClient(Frame.Ping, "p"u8),
            .. Frame.OfClient(Frame.Continuation, [], isFinal: false),
            .. Frame.OfClient(Frame.Continuation, "c"u8),
            .. Frame.OfClient(Frame.Text, new byte[130]),
            .. Frame.OfClient(Frame.Pong, "unsolicited"u8),
            .. Frame.OfClient(Frame.Text, []),
            .. Frame.OfClient("d"),
            .. Frame.OfClient(Frame.Close, [3, 232]),
        ];
        await using var two = await StartAsync();
        using var undisturbed = await FrameClient.ConnectAsync(two.Successor.EndPoint, "/ws");
        await undisturbed.SendAsync(conversation);
        var expected = await undisturbed.ReadToEndAsync();
        var moves = 0;
        for (var at = 0; at < conversation.Length; at++)
        {
            using var client = await FrameClient.ConnectAsync(two.Old.EndPoint, "/ws");
            await client.SendAsync(conversation.AsMemory(0, at));
            await two.ReadByOldAsync(client.Local);
            var drained = two.DrainAsync();
            await client.SendAsync(conversation.AsMemory(at));
            var seen = await client.ReadToEndAsync();
            Assert.True(expected.AsSpan().SequenceEqual(seen), $"Cut after {at} bytes: {Convert.ToHexString(seen)}");
            await drained.WaitAsync(Until.Limit);
            moves += two.Old.Drain.TakeCounts().Moved;
            two.Old.Drain.TakeBack();
        }

        // All but those that were cut within the close frame, or before whose move the rest arrived.
        Assert.InRange(moves, conversation.Length / 2, conversation.Length);
    }

    /// <summary>A handler that writes a frame in pieces, as a WebSocket of .NET does not.</summary>
    [Fact]
    public async Task A_frame_of_the_server_is_complete_before_the_move_wherever_it_is_split()
    {
        byte[] frame = [0x81, 0x7E, 0, 5, .. "hello"u8];
        for (var at = 0; at <= frame.Length; at++)
        {
            var (reached, release, isWhole) = (NewSource(), NewSource(), at == 0);
            async Task WriteInPiecesAsync(HttpContext context)
            {
                context.Response.Headers.Upgrade = "websocket";
                await using var stream = await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
                var read = stream.ReadAsync(new byte[10]).AsTask();
                await stream.WriteAsync(frame.AsMemory(0, at));
                reached.SetResult();
                await release.Task;
                Volatile.Write(ref isWhole, true);
                if (at > 0)
                {
                    await stream.WriteAsync(frame.AsMemory(at));
                }

                Assert.Equal(0, await read);
            }

            await using var two = await StartAsync(WriteInPiecesAsync);
            using var client = await FrameClient.ConnectAsync(two.Old.EndPoint, "/ws");
            await reached.Task.WaitAsync(Until.Limit);
            var drained = two.DrainAsync();
            Assert.True(two.Sink.Taken == 0 || at is 0 or 9, $"It moved in the middle of a frame, after {at} bytes.");
            release.SetResult();
            await drained.WaitAsync(Until.Limit);
            Assert.True(Volatile.Read(ref isWhole));
            if (at > 0)
            {
                Assert.Equal("hello", await client.ReadTextAsync());
            }

            Assert.Equal("s 1 a", await client.AskAsync("a"));
        }
    }

    [Fact]
    public async Task A_message_that_the_client_does_not_read_is_sent_completely_before_the_move()
    {
        const int Length = 16 * 1024 * 1024;
        async Task SendAsync(HttpContext context)
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            var read = socket.ReceiveAsync(new byte[10], CancellationToken.None);
            var send = socket.SendAsync(new byte[Length], WebSocketMessageType.Binary, true, CancellationToken.None);
            _reached.SetResult();
            await send;
            await Assert.ThrowsAsync<WebSocketException>(() => read);
        }

        await using var two = await StartAsync(SendAsync);
        using var client = await FrameClient.ConnectAsync(two.Old.EndPoint, "/ws");
        await _reached.Task.WaitAsync(Until.Limit);
        var drained = two.DrainAsync();
        Assert.Equal(0, two.Sink.Taken);
        var frame = await client.ReadFrameAsync();
        Assert.Equal((Frame.Binary, Length), (frame.Opcode, frame.Payload.Length));
        await drained.WaitAsync(Until.Limit);
        Assert.Equal("s 1 a", await client.AskAsync("a"));
    }

    [Fact]
    public async Task A_fragmented_message_of_the_server_is_complete_before_the_move()
    {
        async Task SendAsync(HttpContext context)
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            var read = socket.ReceiveAsync(new byte[10], CancellationToken.None);
            await socket.SendAsync("a"u8.ToArray(), WebSocketMessageType.Text, false, CancellationToken.None);
            _reached.SetResult();
            await _release.Task;
            await socket.SendAsync("b"u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);
            await Assert.ThrowsAsync<WebSocketException>(() => read);
        }

        await using var two = await StartAsync(SendAsync);
        using var client = await FrameClient.ConnectAsync(two.Old.EndPoint, "/ws");
        await _reached.Task.WaitAsync(Until.Limit);
        var drained = two.DrainAsync();
        Assert.Equal(0, two.Sink.Taken);
        _release.SetResult();
        await drained.WaitAsync(Until.Limit);
        Assert.Equal(("a", "b"), ((await client.ReadFrameAsync()).PayloadText, (await client.ReadFrameAsync()).PayloadText));
        Assert.Equal("s 1 c", await client.AskAsync("c"));
    }

    [Fact]
    public async Task A_message_that_the_application_works_on_is_answered_before_the_move()
    {
        async Task HoldAsync(HttpContext context)
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            var buffer = new byte[10];
            await socket.ReceiveAsync(buffer, CancellationToken.None);
            _reached.SetResult();
            await _release.Task;
            await socket.SendAsync(buffer.AsMemory(0, 1), WebSocketMessageType.Text, true, CancellationToken.None);
            await Assert.ThrowsAsync<WebSocketException>(() => socket.ReceiveAsync(buffer, CancellationToken.None));
        }

        await using var two = await StartAsync(HoldAsync);
        using var client = await FrameClient.ConnectAsync(two.Old.EndPoint, "/ws");
        await client.SendTextAsync("a");
        await _reached.Task.WaitAsync(Until.Limit);
        var drained = two.DrainAsync();
        await client.SendTextAsync("b");
        Assert.Equal(0, two.Sink.Taken);
        _release.SetResult();
        Assert.Equal(("a", "s 1 b"), (await client.ReadTextAsync(), await client.ReadTextAsync()));
        await drained.WaitAsync(Until.Limit);
    }

    /// <summary>Its client always has the next message under way, mostly in the middle of a frame.</summary>
    [Fact]
    public async Task A_client_that_never_pauses_moves()
    {
        await using var two = await StartAsync();
        using var client = await FrameClient.ConnectAsync(two.Old.EndPoint, "/ws");
        var stop = new CancellationTokenSource();
        var sending = Task.Run(async () =>
        {
            var (sent, burst) = (0, Frame.OfClient(new string('x', 300)));
            while (!stop.IsCancellationRequested)
            {
                await client.SendAsync(burst);
                sent++;
            }

            return sent;
        });
        var reading = Task.Run(async () =>
        {
            for (var expected = 1; ; expected++)
            {
                var frame = await client.ReadFrameAsync();
                if (frame.Opcode == Frame.Close)
                {
                    return expected - 1;
                }

                Assert.StartsWith($"s {expected} x", frame.PayloadText, StringComparison.Ordinal);
            }
        });
        await two.DrainAsync().WaitAsync(Until.Limit);
        await stop.CancelAsync();
        var all = await sending;
        await client.SendAsync(Frame.OfClient(Frame.Close, [3, 232]));
        Assert.Equal(all, await reading.WaitAsync(Until.Limit));
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Task<TwoGenerations> StartAsync(RequestDelegate? old = null) => TwoGenerations.StartAsync(
        new ServerSetup { Endpoints = old is null ? _old.Map : app => app.Map("/ws", old).MovesOnRestart() },
        new ServerSetup { Endpoints = _new.Map });
}
