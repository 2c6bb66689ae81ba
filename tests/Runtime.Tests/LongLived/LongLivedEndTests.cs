using Graceful;
using Graceful.Transport;
using Instruments.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Runtime.Tests.Transport;

namespace Runtime.Tests.LongLived;

/// <summary>The ends of long-lived requests that the transport reports to the metrics.</summary>
public sealed class LongLivedEndTests
{
    private readonly List<LongLivedEnd> _old = [];
    private readonly List<LongLivedEnd> _new = [];
    private readonly TickerApp _ticker = new("s");
    private readonly ChatApp _chat = new("s");

    [Fact]
    public async Task A_move_is_reported_by_the_old_process()
    {
        await using var two = await StartAsync(MapAll, MapAll);
        using var socket = await FrameClient.ConnectAsync(two.Old.EndPoint, "/ws");
        Assert.Equal("s 1 a", await socket.AskAsync("a"));
        using var idle = await EventClient.ConnectAsync(two.Old.EndPoint, "/who");
        await two.DrainAsync().WaitAsync(Until.Limit);
        Assert.Equal([new(LongLivedOutcome.Moved, IsEventStream: false, Reason: null)], _old);
        two.Old.Drain.TakeBack();

        using var events = await EventClient.ConnectAsync(two.Old.EndPoint, "/ticks");
        await two.DrainAsync().WaitAsync(Until.Limit);
        Assert.Equal(new(LongLivedOutcome.Moved, IsEventStream: true, Reason: null), _old[1]);
        Assert.Equal((2, 0), (_old.Count, _new.Count));
    }

    [Fact]
    public async Task What_has_not_moved_at_the_end_is_reported_with_its_reason()
    {
        var accepted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var two = await StartAsync(
            app =>
            {
                app.Map("/ws", async (HttpContext context) =>
                {
                    context.Features.Get<IConnectionMove>()!.Pin();
                    using var socket = await context.WebSockets.AcceptWebSocketAsync();
                    accepted.SetResult();
                    await AbortedAsync(context);
                }).MovesOnRestart();
                app.MapGet("/cut", async (HttpContext context) =>
                {
                    context.Response.ContentType = "text/event-stream";
                    await context.Response.WriteAsync("data: a\n");
                    await AbortedAsync(context);
                }).MovesOnRestart();
            },
            MapAll);
        using var socket = await FrameClient.ConnectAsync(two.Old.EndPoint, "/ws");
        using var events = await EventClient.ConnectAsync(two.Old.EndPoint, "/cut");
        await Until.TrueAsync(() => two.Old.Gate.Snapshot().Sum(connection => connection.RequestsUnderWay) == 2, "both requests");

        // The client may have the response while the server is still writing it. No close frame is written then.
        await accepted.Task.WaitAsync(Until.Limit);
        var drained = two.DrainAsync();
        two.Old.Drain.Abort();
        await drained.WaitAsync(Until.Limit);
        Assert.Equal([0x88, 0x02, 0x03, 0xF4], await socket.ReadToEndAsync());
        Assert.Equal(
            [
                new(LongLivedOutcome.Closed, IsEventStream: false, StayReason.Pinned),
                new(LongLivedOutcome.Aborted, IsEventStream: true, StayReason.NoBoundary),
            ],
            _old.OrderBy(end => end.IsEventStream));
    }

    [Fact]
    public async Task Another_response_of_the_successor_is_reported_there()
    {
        await using var two = await StartAsync(MapAll, app => app.Map("/ws", () => "text").MovesOnRestart());
        using var socket = await FrameClient.ConnectAsync(two.Old.EndPoint, "/ws");
        using var events = await EventClient.ConnectAsync(two.Old.EndPoint, "/ticks");
        await two.DrainAsync().WaitAsync(Until.Limit);
        await Until.TrueAsync(() => two.Successor.Gate.Count == 0, "the connections to be gone");
        Assert.Equal(
            [
                new(LongLivedOutcome.Closed, IsEventStream: false, StayReason.OtherResponse),
                new(LongLivedOutcome.Aborted, IsEventStream: true, StayReason.OtherResponse),
            ],
            _new.OrderBy(end => end.IsEventStream));
    }

    /// <summary>A stop has no successor to which anything could move.</summary>
    [Fact]
    public async Task A_stop_is_not_reported()
    {
        await using var two = await StartAsync(MapAll, MapAll);
        using var socket = await FrameClient.ConnectAsync(two.Old.EndPoint, "/ws");
        var drained = two.Old.DrainAsync(successor: null);
        two.Old.Drain.Abort();
        await drained.WaitAsync(Until.Limit);
        Assert.Empty(_old);
    }

    private static async Task AbortedAsync(HttpContext context)
    {
        var aborted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = context.RequestAborted.Register(aborted.SetResult);
        await aborted.Task.WaitAsync(Until.Limit);
    }

    private void MapAll(WebApplication app)
    {
        _ticker.Map(app);
        _chat.Map(app);
    }

    private async Task<TwoGenerations> StartAsync(Action<WebApplication> old, Action<WebApplication> successor)
    {
        var two = await TwoGenerations.StartAsync(new ServerSetup { Endpoints = old }, new ServerSetup { Endpoints = successor });
        two.Old.Transport.LongLivedEnded = Recorder(_old);
        two.Successor.Transport.LongLivedEnded = Recorder(_new);
        return two;
    }

    private static Action<LongLivedEnd> Recorder(List<LongLivedEnd> ends) => end =>
    {
        lock (ends)
        {
            ends.Add(end);
        }
    };
}
