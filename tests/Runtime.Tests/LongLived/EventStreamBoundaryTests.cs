using System.Buffers;
using System.Collections.Concurrent;
using Graceful;
using Graceful.Transport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Runtime.Tests.Transport;

namespace Runtime.Tests.LongLived;

/// <summary>The places at which a stream of events moves, and those at which it does not.</summary>
public sealed class EventStreamBoundaryTests
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TickerApp _old = new("old");
    private readonly TickerApp _new = new("new");

    [Fact]
    public async Task The_old_handler_sees_that_the_client_moved_on_and_its_writes_fail()
    {
        var order = new ConcurrentQueue<string>();
        async Task HandleAsync(HttpContext context)
        {
            await TickerApp.BeginAsync(context);
            using var moved = context.Features.Get<IConnectionMove>()!.MovedOn.Register(() => order.Enqueue("moved on"));
            await AbortedAsync(context);
            order.Enqueue("aborted");
            await Task.WhenAll(context.Response.Body.FlushAsync(), context.Response.BodyWriter.FlushAsync().AsTask());
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => context.Response.WriteAsync("data: x\n\n"));
            context.Response.BodyWriter.Write("x"u8);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await context.Response.BodyWriter.FlushAsync());
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => context.Response.Body.WriteAsync(new byte[1]).AsTask());
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => context.Response.Body.FlushAsync());
            await Assert.ThrowsAnyAsync<OperationCanceledException>(context.Response.CompleteAsync);
            Assert.Throws<IOException>(() => context.Response.Body.Write(new byte[1]));
            order.Enqueue("refused");
        }

        await using var two = await StartAsync(HandleAsync);
        using var client = await EventClient.ConnectAsync(two.Old.EndPoint, "/ticks");
        await two.DrainAsync().WaitAsync(Until.Limit);
        Assert.Equal(["moved on", "aborted", "refused"], order);
        await AssertGoesOnAsync(client);
    }

    /// <summary>The application cannot know whether the event that it is writing will arrive: the write waits for the abort.</summary>
    [Fact]
    public async Task A_write_after_the_move_does_not_fail_before_the_request_is_aborted()
    {
        var aborted = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        async Task HandleAsync(HttpContext context)
        {
            await TickerApp.BeginAsync(context);
            try
            {
                while (true)
                {
                    await context.Response.WriteAsync(": ping\n");
                    _reached.TrySetResult();
                    await Task.Yield();
                }
            }
            catch (OperationCanceledException)
            {
                aborted.SetResult(context.RequestAborted.IsCancellationRequested);
                throw;
            }
        }

        await using var two = await StartAsync(HandleAsync);
        using var client = await EventClient.ConnectAsync(two.Old.EndPoint, "/ticks");
        await _reached.Task.WaitAsync(Until.Limit);
        await two.DrainAsync().WaitAsync(Until.Limit);
        Assert.True(await aborted.Task.WaitAsync(Until.Limit));
        Assert.Equal(0, two.Old.Log.Count("unhandled exception"));
        _new.Tick();
        Assert.EndsWith("id: 1\ndata: new moved", await client.ReadEventAsync(), StringComparison.Ordinal);
    }

    /// <summary>
    /// Whatever ends the response in the old process: the client does not see its end. Kestrel writes the last chunk for a handler that
    /// returns before Kestrel knows of the end of the input.
    /// </summary>
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task A_handler_that_returns_or_fails_after_the_move_does_not_end_the_response(bool isEarly, bool fails)
    {
        async Task HandleAsync(HttpContext context)
        {
            await TickerApp.BeginAsync(context);
            if (isEarly)
            {
                // Goes on within the callback, which the end of the input waits for.
                var moved = new TaskCompletionSource();
                context.Features.Get<IConnectionMove>()!.MovedOn.Register(moved.SetResult);
                await moved.Task;
                return;
            }

            await AbortedAsync(context);
            if (fails)
            {
                throw new InvalidOperationException("on purpose");
            }
        }

        await using var two = await StartAsync(HandleAsync);
        using var client = await EventClient.ConnectAsync(two.Old.EndPoint, "/ticks");
        await two.DrainAsync().WaitAsync(Until.Limit);
        await AssertGoesOnAsync(client);
    }

    [Fact]
    public async Task An_event_is_complete_and_flushed_before_the_move()
    {
        async Task HandleAsync(HttpContext context)
        {
            await context.Response.WriteAsync("data: a\n");
            _reached.SetResult();
            await _release.Task;
            context.Response.BodyWriter.Write("\n"u8);
            await context.Response.BodyWriter.FlushAsync();
            await AbortedAsync(context);
        }

        await using var two = await StartAsync(context =>
        {
            context.Response.ContentType = "text/event-stream; charset=utf-8";
            return HandleAsync(context);
        });
        using var client = await EventClient.ConnectAsync(two.Old.EndPoint, "/ticks");
        await _reached.Task.WaitAsync(Until.Limit);
        var drained = two.DrainAsync();
        Assert.Equal(0, two.Sink.Taken);
        _release.SetResult();
        await drained.WaitAsync(Until.Limit);
        Assert.Equal("data: a", await client.ReadEventAsync());
        await AssertGoesOnAsync(client);
    }

    [Fact]
    public async Task A_long_event_that_the_client_does_not_read_is_sent_before_the_move()
    {
        var text = new string('x', 16 * 1024 * 1024);
        async Task HandleAsync(HttpContext context)
        {
            context.Response.ContentType = "text/event-stream";
            var write = context.Response.WriteAsync($"data: {text}\n\n");
            _reached.SetResult();
            await write;
            await AbortedAsync(context);
        }

        await using var two = await StartAsync(HandleAsync);
        using var client = await EventClient.ConnectAsync(two.Old.EndPoint, "/ticks");
        await _reached.Task.WaitAsync(Until.Limit);
        var drained = two.DrainAsync();
        Assert.Equal(0, two.Sink.Taken);
        Assert.Equal($"data: {text}", await client.ReadEventAsync());
        await drained.WaitAsync(Until.Limit);
        await AssertGoesOnAsync(client);
    }

    /// <summary>A proxy may send the next request of another client before the response has ended: it waits in the kernel.</summary>
    [Fact]
    public async Task The_next_request_of_the_client_moves_with_the_stream()
    {
        await using var two = await StartAsync();
        using var client = await EventClient.ConnectAsync(two.Old.EndPoint, "/ticks");
        await client.SendAsync("GET /who HTTP/1.1\r\nHost: t\r\n\r\n");
        await two.DrainAsync().WaitAsync(Until.Limit);
        Assert.Equal(1, two.Sink.Taken);
        await AssertGoesOnAsync(client);
        _new.Tick(goesOn: false);
        Assert.Null(await client.ReadEventAsync());
        await client.ReadHeadAsync();
        Assert.Equal("new", await client.ReadBodyAsync(3));
    }

    [Fact]
    public Task Not_with_a_request_that_came_together_with_the_first() => AssertStaysAsync(
        "/ticks", "the client had not received the last event, or had sent another request", pipelines: true);

    [Fact]
    public Task Not_on_an_endpoint_that_has_not_opted_in() => AssertStaysAsync("/stays", reason: null);

    [Fact]
    public Task Not_within_an_event() => AssertStaysAsync(
        context => context.Response.WriteAsync("id: 1\n"), "an event was not complete");

    [Fact]
    public Task Not_with_unflushed_bytes() => AssertStaysAsync(
        async context =>
        {
            await TickerApp.BeginAsync(context);
            context.Response.BodyWriter.Write(":\n"u8);
        },
        "the application had written without a flush");

    [Fact]
    public Task Not_with_a_length() => AssertStaysAsync(
        context =>
        {
            context.Response.ContentLength = 1000;
            return TickerApp.BeginAsync(context);
        },
        "its response is not chunked");

    [Fact]
    public Task Not_with_an_announced_close() => AssertStaysAsync(
        context =>
        {
            context.Response.Headers.Connection = "close";
            return TickerApp.BeginAsync(context);
        },
        "its response announces a close");

    [Fact]
    public Task Not_compressed() => AssertStaysAsync(
        context =>
        {
            context.Response.Headers.ContentEncoding = "br";
            return TickerApp.BeginAsync(context);
        },
        "its response is compressed");

    [Fact]
    public Task Not_on_a_connection_with_state_in_the_process() => AssertStaysAsync(
        context =>
        {
            context.Features.Get<IConnectionMove>()!.Pin();
            return TickerApp.BeginAsync(context);
        },
        "the connection has state in this process");

    private static async Task AbortedAsync(HttpContext context)
    {
        var aborted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = context.RequestAborted.Register(aborted.SetResult);
        await aborted.Task.WaitAsync(Until.Limit);
    }

    private async Task AssertGoesOnAsync(EventClient client)
    {
        _new.Tick();
        Assert.Equal("id: 1\ndata: new moved", await client.ReadEventAsync());
    }

    private async Task AssertStaysAsync(Func<HttpContext, Task> begin, string reason)
    {
        async Task HandleAsync(HttpContext context)
        {
            context.Response.ContentType = "text/event-stream";
            await begin(context);
            _reached.SetResult();
            await AbortedAsync(context);
        }

        await using var two = await StartAsync(HandleAsync);
        using var client = await EventClient.ConnectAsync(two.Old.EndPoint, "/ticks");
        await _reached.Task.WaitAsync(Until.Limit);
        await AssertStaysAsync(two, reason);
        Assert.DoesNotContain("0\r\n\r\n", await client.ReadToEndAsync(), StringComparison.Ordinal);
    }

    private async Task AssertStaysAsync(string path, string? reason, bool pipelines = false)
    {
        await using var two = await StartAsync();
        var header = pipelines ? "X: 1\r\n\r\nGET /who HTTP/1.1\r\nHost: t" : "X: 1";
        using var client = await EventClient.ConnectAsync(two.Old.EndPoint, path, header);
        _old.Tick();
        Assert.Equal("id: 1\ndata: old", await client.ReadEventAsync());
        await AssertStaysAsync(two, reason);
        Assert.Equal("", await client.ReadToEndAsync());
        Assert.Equal("gone", await _old.EndAsync());
    }

    private static async Task AssertStaysAsync(TwoGenerations two, string? reason)
    {
        var drained = two.DrainAsync();
        await Until.TrueAsync(
            () => two.Old.Drain.Describe().Single().ToString().Split("it did not move: ") is var described
                && reason == (described.Length > 1 ? described[1] : null),
            $"the reason '{reason}'");
        two.Old.Drain.Abort();
        await drained.WaitAsync(Until.Limit);
        Assert.Equal(0, two.Sink.Taken);
    }

    private Task<TwoGenerations> StartAsync(RequestDelegate? old = null) => TwoGenerations.StartAsync(
        new ServerSetup { Endpoints = old is null ? _old.Map : app => app.MapGet("/ticks", old).MovesOnRestart() },
        new ServerSetup { Endpoints = _new.Map });
}
