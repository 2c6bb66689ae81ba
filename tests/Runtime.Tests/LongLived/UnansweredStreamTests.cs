using Graceful;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Runtime.Tests.Transport;

namespace Runtime.Tests.LongLived;

/// <summary>Streams that wait for their first event: the client has not even received the head of the response.</summary>
public sealed class UnansweredStreamTests
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TickerApp _old = new("old");
    private readonly TickerApp _new = new("new");

    [Fact]
    public async Task The_client_receives_the_head_and_the_first_event_from_the_successor()
    {
        await using var two = await StartAsync(_new.Map);
        using var client = await EventClient.RequestAsync(two.Old.EndPoint, "/quiet", "Last-Event-ID: 6");
        await two.ReadByOldAsync(client.Local);
        await two.DrainAsync().WaitAsync(Until.Limit);
        Assert.Equal("moved on", await _old.EndAsync());

        _new.Tick();
        await client.ReadHeadAsync();
        Assert.StartsWith("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n", client.Head, StringComparison.Ordinal);
        Assert.Equal("data: new after 1\nid: 7", await client.ReadEventAsync());

        // The same connection, after the end of the stream.
        _new.Tick(goesOn: false);
        Assert.Null(await client.ReadEventAsync());
        await AssertAnsweredAsync(client, "new");
    }

    [Fact]
    public async Task A_stream_moves_again_before_its_first_event_and_after_it()
    {
        await using var two = await StartAsync(_new.Map);
        using var client = await EventClient.RequestAsync(two.Old.EndPoint, "/quiet");
        await two.ReadByOldAsync(client.Local);
        await MoveAsync(two.Old, two.Successor);
        await MoveAsync(two.Successor, two.Old);
        _old.Tick();
        await client.ReadHeadAsync();
        Assert.Equal("data: old after 2\nid: 1", await client.ReadEventAsync());
        await MoveAsync(two.Old, two.Successor);
        await MoveAsync(two.Successor, two.Old);
        await MoveAsync(two.Old, two.Successor);
        _new.Tick();
        Assert.Equal("data: new after 5\nid: 2", await client.ReadEventAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_that_leaves_before_the_first_event_of_the_successor_is_gone(bool hasEvent)
    {
        await using var two = await StartAsync(_new.Map);
        using var client = await EventClient.RequestAsync(two.Old.EndPoint, "/quiet");
        await two.ReadByOldAsync(client.Local);
        if (hasEvent)
        {
            _old.Tick();
            await client.ReadHeadAsync();
            Assert.Equal("data: old after 0\nid: 1", await client.ReadEventAsync());
        }

        await two.DrainAsync().WaitAsync(Until.Limit);
        client.Dispose();
        Assert.Equal("gone", await _new.EndAsync());
    }

    /// <summary>The client knows of no stream yet: another response is not a contradiction.</summary>
    [Fact]
    public async Task The_client_receives_whatever_the_successor_answers()
    {
        await using var two = await StartAsync(app => app.MapGet("/quiet", () => TypedResults.Text("none", statusCode: 404)));
        using var client = await EventClient.RequestAsync(two.Old.EndPoint, "/quiet");
        await two.ReadByOldAsync(client.Local);
        await two.DrainAsync().WaitAsync(Until.Limit);
        await client.ReadHeadAsync();
        Assert.StartsWith("HTTP/1.1 404", client.Head, StringComparison.Ordinal);
        Assert.Equal("none", await client.ReadBodyAsync(4));
        await AssertAnsweredAsync(client, "new");
        Assert.Equal(0, two.Successor.Log.Count("could not continue"));
    }

    /// <summary>Only an application that has chosen a stream of events can be started again.</summary>
    [Fact]
    public async Task An_ordinary_request_of_the_same_endpoint_is_answered_before_the_connection_moves()
    {
        await using var two = await StartAsync(
            _new.Map,
            async context =>
            {
                _reached.SetResult();
                await _release.Task;
                context.Response.ContentLength = 3;
                await context.Response.WriteAsync("old");
            });
        using var client = await EventClient.RequestAsync(two.Old.EndPoint, "/quiet");
        await _reached.Task.WaitAsync(Until.Limit);
        var drained = two.DrainAsync();
        Assert.Equal(0, two.Sink.Taken);
        _release.SetResult();
        await client.ReadHeadAsync();
        Assert.Equal("old", await client.ReadBodyAsync(3));
        await drained.WaitAsync(Until.Limit);
        await AssertAnsweredAsync(client, "new");
    }

    /// <summary>As a framework does whose first event fails. The next request has waited in the kernel.</summary>
    [Fact]
    public async Task An_application_that_changes_its_mind_is_answered_as_before()
    {
        await using var two = await StartAsync(
            _new.Map,
            async context =>
            {
                context.Response.ContentType = "text/event-stream";
                context.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
                _reached.SetResult();
                await _release.Task;
                context.Response.ContentType = "text/plain";
                context.Response.ContentLength = 3;
                await context.Response.WriteAsync("old");
            });
        using var client = await EventClient.RequestAsync(two.Old.EndPoint, "/quiet");
        await _reached.Task.WaitAsync(Until.Limit);
        await client.SendAsync("GET /who HTTP/1.1\r\nHost: t\r\n\r\n");
        using (var another = await EventClient.RequestAsync(two.Old.EndPoint, "/who"))
        {
            await another.ReadHeadAsync();
        }

        _release.SetResult();
        await client.ReadHeadAsync();
        Assert.Equal("old", await client.ReadBodyAsync(3));
        await client.ReadHeadAsync();
        Assert.Equal("old", await client.ReadBodyAsync(3));
    }

    private static async Task AssertAnsweredAsync(EventClient client, string name)
    {
        await client.SendAsync("GET /who HTTP/1.1\r\nHost: t\r\n\r\n");
        await client.ReadHeadAsync();
        Assert.Equal(name, await client.ReadBodyAsync(name.Length));
    }

    private static async Task MoveAsync(HandoverServer from, HandoverServer to)
    {
        await from.DrainAsync(new AdoptingSink(from, to), linger: TimeSpan.FromHours(1)).WaitAsync(Until.Limit);
        from.Drain.TakeBack();
    }

    private Task<TwoGenerations> StartAsync(Action<WebApplication> successor, RequestDelegate? old = null) => TwoGenerations.StartAsync(
        new ServerSetup { Endpoints = old is null ? _old.Map : app => app.MapGet("/quiet", old).MovesOnRestart() },
        new ServerSetup { Endpoints = successor });
}
