using Graceful;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Runtime.Tests.Transport;
using Xunit.Abstractions;

namespace Runtime.Tests.LongLived;

/// <summary>Server-sent events between two servers in one process.</summary>
public sealed class EventStreamMoveTests(ITestOutputHelper output)
{
    private const int Moves = 40;

    private readonly TickerApp _old = new("old");
    private readonly TickerApp _new = new("new");

    [Fact]
    public async Task A_stream_goes_on_in_the_successor_after_the_last_event()
    {
        await using var two = await StartAsync();
        using var client = await EventClient.ConnectAsync(two.Old.EndPoint, "/ticks", "Last-Event-ID: 6");
        _old.Tick();
        Assert.Equal("id: 7\ndata: old", await client.ReadEventAsync());

        await two.DrainAsync().WaitAsync(Until.Limit);
        Assert.Equal("moved on", await _old.EndAsync());
        _new.Tick();
        Assert.Equal("id: 8\ndata: new moved", await client.ReadEventAsync());
        Assert.Equal((1, 0), two.Old.Drain.TakeCounts());

        // The same connection, after the end of the stream.
        _new.Tick(goesOn: false);
        Assert.Null(await client.ReadEventAsync());
        await client.SendAsync(EventClient.Request("/ticks"));
        await client.ReadHeadAsync();
        _new.Tick();
        Assert.Equal("id: 1\ndata: new", await client.ReadEventAsync());
    }

    [Theory]
    [InlineData("/items", "\n\n")]
    [InlineData("/pieces?end=lf", "\n\n")]
    [InlineData("/pieces?end=cr", "\r\r")]
    [InlineData("/pieces?end=crlf", "\r\n\r\n")]
    [InlineData("/writer", "\n\n")]
    [InlineData("/state", "\n\n")]
    public async Task Every_number_arrives_once(string path, string end)
    {
        var seed = TestSeed.OfRun(output);
        await using var two = await StartAsync(new TickerApp("s", seed), new TickerApp("s", seed + 1));
        using var client = await EventClient.ConnectAsync(two.Old.EndPoint, path);
        using var stop = new CancellationTokenSource();
        var reading = Task.Run(async () =>
        {
            var count = 0;
            while (!stop.IsCancellationRequested)
            {
                count++;
                var lines = (await client.ReadEventAsync(end))!.Split(end[..(end.Length / 2)]);
                Assert.Contains(count.ToString(), Assert.Single(lines, line => line.StartsWith("data:", StringComparison.Ordinal)));
                Assert.Equal($"{count}", lines.Single(line => line.StartsWith("data:", StringComparison.Ordinal))[5..].Trim());
            }

            return count;
        });
        for (var move = 0; move < Moves && !reading.IsCompleted; move++)
        {
            var (from, to) = move % 2 == 0 ? (two.Old, two.Successor) : (two.Successor, two.Old);
            await from.DrainAsync(new AdoptingSink(from, to), linger: TimeSpan.FromHours(1)).WaitAsync(Until.Limit);
            from.Drain.TakeBack();
        }

        await stop.CancelAsync();
        output.WriteLine($"{await reading.WaitAsync(Until.Limit)} events");
        Assert.Equal(0, two.Old.Log.Count("could not continue") + two.Successor.Log.Count("could not continue"));
        Assert.Equal(0, two.Old.Log.Count("unhandled exception") + two.Successor.Log.Count("unhandled exception"));
    }

    /// <summary>Kestrel's behaviour, which an endpoint that has not opted in keeps.</summary>
    [Fact]
    public async Task Kestrel_accepts_writes_after_the_client_has_gone()
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        async Task HandleAsync(HttpContext context)
        {
            await TickerApp.BeginAsync(context);
            var aborted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = context.RequestAborted.Register(aborted.SetResult);
            await aborted.Task;
            await context.Response.WriteAsync("data: lost\n\n");
            written.SetResult();
        }

        await using var server = await HandoverServer.StartAsync(
            "old", new ServerSetup { Endpoints = app => app.MapGet("/gone", HandleAsync) });
        using var client = await EventClient.ConnectAsync(server.EndPoint, "/gone");
        client.Reset();
        await written.Task.WaitAsync(Until.Limit);
    }

    private async Task<TwoGenerations> StartAsync(TickerApp? old = null, TickerApp? successor = null) => await TwoGenerations.StartAsync(
        new ServerSetup { Endpoints = (old ?? _old).Map }, new ServerSetup { Endpoints = (successor ?? _new).Map });
}
