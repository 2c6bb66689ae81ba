using System.Collections.Concurrent;
using System.Net.WebSockets;
using Graceful;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Runtime.Tests.Transport;

namespace Runtime.Tests.LongLived;

/// <summary>WebSockets between two servers in one process.</summary>
public sealed class WebSocketMoveTests
{
    private readonly TaskCompletionSource<string> _writes = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ChatApp _old = new("old");
    private readonly ChatApp _new = new("new");

    [Fact]
    public async Task A_WebSocket_goes_on_in_the_successor_while_the_application_waits_for_a_message()
    {
        await using var two = await StartAsync();
        using var client = await FrameClient.ConnectAsync(two.Old.EndPoint, "/ws");
        Assert.Equal("old 1 a", await client.AskAsync("a"));

        await two.DrainAsync().WaitAsync(Until.Limit);
        Assert.Equal("moved on", await _old.EndAsync());
        Assert.Equal("new 2 b", await client.AskAsync("b"));
        Assert.Equal((1, 0), two.Old.Drain.TakeCounts());

        await client.SendAsync(Frame.OfClient(Frame.Close, [3, 232]));
        Assert.Equal(1000, (await client.ReadFrameAsync()).CloseCode);
        Assert.Equal("closed", await _new.EndAsync());
        Assert.Empty(await client.ReadToEndAsync());
    }

    /// <summary>Whatever Kestrel and the application do after the move: the client receives nothing of it.</summary>
    [Fact]
    public async Task Nothing_that_the_old_process_does_at_the_end_of_the_request_reaches_the_client()
    {
        await using var old = await HandoverServer.StartAsync(
            "old", new ServerSetup { Endpoints = app => app.Map("/ws", WriteAfterTheEndAsync).MovesOnRestart() });
        using var client = await FrameClient.ConnectAsync(old.EndPoint, "/ws");
        var sink = new HoldingSink();
        _ = old.DrainAsync(sink);
        var (connection, fd) = await sink.NextAsync();

        // Kestrel has finished with the connection, and the socket is open.
        Assert.Equal("refused", await _writes.Task.WaitAsync(Until.Limit));
        await client.SendTextAsync("a");
        await using var successor = await HandoverServer.StartAsync("new", new ServerSetup { Endpoints = _new.Map });
        successor.Listener.Adopt(AdoptingSink.Duplicate(fd), replay: connection.Reentry);
        old.Transport.Moved(connection, fd);
        Assert.Equal("new 1 a", await client.ReadTextAsync());
        await client.SendAsync(Frame.OfClient(Frame.Close, [3, 232]));
        Assert.Equal(1000, (await client.ReadFrameAsync()).CloseCode);
        Assert.Empty(await client.ReadToEndAsync());
    }

    [Fact]
    public async Task The_old_handler_sees_that_the_client_moved_on_before_its_read_ends()
    {
        var order = new ConcurrentQueue<string>();
        async Task HandleAsync(HttpContext context)
        {
            var move = context.Features.Get<IConnectionMove>()!;
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            using var moved = move.MovedOn.Register(() =>
            {
                order.Enqueue("moved on");
                move.SetState("41"u8);
            });
            await Assert.ThrowsAsync<WebSocketException>(() => socket.ReceiveAsync(new byte[10], CancellationToken.None));
            order.Enqueue("read ended");
            await UntilAbortedAsync(context);
            order.Enqueue("aborted");
        }

        await using var two = await TwoGenerations.StartAsync(
            new ServerSetup { Endpoints = app => app.Map("/ws", HandleAsync).MovesOnRestart() }, new ServerSetup { Endpoints = _new.Map });
        using var client = await FrameClient.ConnectAsync(two.Old.EndPoint, "/ws");
        await two.DrainAsync().WaitAsync(Until.Limit);
        Assert.Equal(["moved on", "read ended", "aborted"], order);
        Assert.Equal("new 42 a", await client.AskAsync("a"));
    }

    [Fact]
    public async Task A_client_that_closes_has_not_moved_on()
    {
        await using var two = await StartAsync();
        using var client = await FrameClient.ConnectAsync(two.Old.EndPoint, "/ws");
        Assert.Equal("old 1 a", await client.AskAsync("a"));
        client.Reset();
        Assert.Equal("gone", await _old.EndAsync());
    }

    private static async Task UntilAbortedAsync(HttpContext context)
    {
        var aborted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = context.RequestAborted.Register(aborted.SetResult);
        await aborted.Task.WaitAsync(Until.Limit);
    }

    /// <summary>Writes to everything that leads to the connection, and throws.</summary>
    private async Task WriteAfterTheEndAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        try
        {
            await socket.ReceiveAsync(new byte[10], CancellationToken.None);
        }
        catch (WebSocketException)
        {
            var outcome = "written";
            try
            {
                await context.Response.Body.WriteAsync("body"u8.ToArray());
                await context.Response.Body.FlushAsync();
            }
            catch (Exception reason) when (reason is InvalidOperationException or IOException or OperationCanceledException)
            {
                outcome = "refused";
            }

            _writes.SetResult(outcome);
            throw;
        }
    }

    private async Task<TwoGenerations> StartAsync() => await TwoGenerations.StartAsync(
        new ServerSetup { Endpoints = _old.Map }, new ServerSetup { Endpoints = _new.Map });
}
