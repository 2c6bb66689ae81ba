using Graceful;
using Graceful.Transport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Runtime.Tests.Transport;

namespace Runtime.Tests.LongLived;

/// <summary>A successor that answers the request of a stream in another way than the old process did.</summary>
public sealed class RejectedStreamTests
{
    private readonly TickerApp _old = new("old");
    private readonly TickerApp _new = new("new");

    [Fact]
    public Task Without_the_endpoint() => AssertClosedAsync(_ => { }, "the response was 404, content type ''");

    [Fact]
    public Task Without_permission() => AssertClosedAsync(
        app => app.MapGet("/ticks", () => TypedResults.Unauthorized()).MovesOnRestart(),
        "the response was 401, content type '' instead of 200, content type 'text/event-stream'");

    [Fact]
    public Task With_another_content_type() => AssertClosedAsync(
        app => app.MapGet("/ticks", () => "text").MovesOnRestart(), "the response was 200, content type 'text/plain' instead of 200");

    [Fact]
    public Task With_a_length() => AssertClosedAsync(
        app => app.MapGet("/ticks", (HttpContext context) =>
        {
            context.Response.ContentLength = 1000;
            return TickerApp.BeginAsync(context);
        }).MovesOnRestart(),
        "the response was 200, content type 'text/event-stream', length 1000 instead of 200, content type 'text/event-stream'");

    [Fact]
    public Task With_an_endpoint_that_no_longer_opts_in() => AssertClosedAsync(
        app => app.MapGet("/ticks", TickerApp.BeginAsync), "the endpoint no longer has [MovesOnRestart]");

    [Fact]
    public Task With_a_handler_that_fails() => AssertClosedAsync(
        app => app.MapGet("/ticks", IResult () => throw new InvalidOperationException("on purpose")).MovesOnRestart(),
        "the response began with 'HTTP/1.1 500");

    [Fact]
    public Task With_a_handler_that_closes_the_connection() => AssertClosedAsync(
        app => app.MapGet("/ticks", (HttpContext context) => context.Abort()).MovesOnRestart(), reason: null);

    [Fact]
    public async Task A_stream_that_the_successor_refuses_goes_on_in_the_old_process()
    {
        await using var old = await HandoverServer.StartAsync("old", new ServerSetup { Endpoints = _old.Map });
        using var client = await EventClient.ConnectAsync(old.EndPoint, "/ticks");
        _old.Tick();
        Assert.Equal("id: 1\ndata: old", await client.ReadEventAsync());
        var sink = new HoldingSink();
        var drained = old.DrainAsync(sink);
        var (connection, fd) = await sink.NextAsync();
        old.Transport.Returned(connection, fd, mayLeave: false);
        _old.Tick();
        Assert.Equal("id: 2\ndata: old moved", await client.ReadEventAsync());
        Assert.Equal((1, false), (sink.Taken, drained.IsCompleted));
        Assert.Contains("it did not move: the new process refused it", old.Drain.Describe().Single().ToString(), StringComparison.Ordinal);
        old.Drain.Abort();
        Assert.Equal("", await client.ReadToEndAsync());
        await drained.WaitAsync(Until.Limit);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_that_leaves_during_the_move_is_gone_in_the_successor(bool resets)
    {
        await using var old = await HandoverServer.StartAsync("old", new ServerSetup { Endpoints = _old.Map });
        await using var successor = await HandoverServer.StartAsync("new", new ServerSetup { Endpoints = _new.Map });
        var client = await EventClient.ConnectAsync(old.EndPoint, "/ticks");
        var sink = new HoldingSink();
        var drained = old.DrainAsync(sink);
        var (connection, fd) = await sink.NextAsync();
        Assert.Equal("moved on", await _old.EndAsync());
        if (resets)
        {
            client.Reset();
        }

        client.Dispose();
        successor.Listener.Adopt(AdoptingSink.Duplicate(fd), replay: connection.Reentry);
        old.Transport.Moved(connection, fd);
        await drained.WaitAsync(Until.Limit);
        Assert.Equal("gone", await _new.EndAsync());
    }

    private async Task AssertClosedAsync(Action<WebApplication> endpoints, string? reason)
    {
        await using var two = await TwoGenerations.StartAsync(
            new ServerSetup { Endpoints = _old.Map }, new ServerSetup { Endpoints = endpoints });
        using var client = await EventClient.ConnectAsync(two.Old.EndPoint, "/ticks");
        _old.Tick();
        Assert.Equal("id: 1\ndata: old", await client.ReadEventAsync());
        await two.DrainAsync().WaitAsync(Until.Limit);
        Assert.Equal("", await client.ReadToEndAsync());
        if (reason is not null)
        {
            Assert.True(two.Successor.Log.Count($"could not continue after the restart: {reason}") == 1, two.Successor.Log.ToString());
        }

        await Until.TrueAsync(() => two.Successor.Gate.Count == 0, "the connection to be gone");
    }
}
