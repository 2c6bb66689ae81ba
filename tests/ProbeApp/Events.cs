using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Graceful;
using Microsoft.AspNetCore.Http.HttpResults;
using FromHeaderAttribute = Microsoft.AspNetCore.Mvc.FromHeaderAttribute;

/// <summary>Numbered events with ids, in each form in which an application sends them. They move at a restart.</summary>
[Controller("/events"), MovesOnRestart]
internal static class EventsController
{
    /// <summary>The events are the result of the action.</summary>
    [Get]
    public static IAsyncEnumerable<SseItem<string>> Items([FromHeader(Name = "Last-Event-ID")] int? last, CancellationToken aborted) =>
        Events.CountAsync(last, aborted);

    /// <summary>The action returns a result of ASP.NET Core.</summary>
    [Get]
    public static ServerSentEventsResult<string> Result(
        [FromHeader(Name = "Last-Event-ID")] int? last, CancellationToken aborted) =>
        TypedResults.ServerSentEvents(Events.CountAsync(last, aborted));

    /// <summary>One event, when another request triggers it.</summary>
    [Get]
    public static IAsyncEnumerable<SseItem<string>> Quiet(CancellationToken aborted) => Events.WaitAsync(aborted);

    [Get]
    public static void Tell() => Events.Told.TrySetResult();
}

/// <summary>The events, with the pid of the process as their text.</summary>
internal static class Events
{
    private static readonly string Pid = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(5);

    internal static TaskCompletionSource Told { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal static void Map(WebApplication app)
    {
        app.MapGet("/minimal", (HttpContext context) => TypedResults.ServerSentEvents(CountAsync(Last(context), context.RequestAborted)))
            .MovesOnRestart();
        app.MapGet("/written", WriteAsync).MovesOnRestart();
    }

    internal static async IAsyncEnumerable<SseItem<string>> CountAsync(int? last, [EnumeratorCancellation] CancellationToken aborted)
    {
        for (int number = (last ?? 0) + 1; ; number++)
        {
            yield return new SseItem<string>(Pid) { EventId = number.ToString(CultureInfo.InvariantCulture) };
            await Task.Delay(Period, aborted);
        }
    }

    internal static async IAsyncEnumerable<SseItem<string>> WaitAsync([EnumeratorCancellation] CancellationToken aborted)
    {
        Console.WriteLine("waiting for /events/Tell");
        await Told.Task.WaitAsync(aborted);
        yield return new SseItem<string>(Pid);
    }

    /// <summary>Prints each measurement of the metrics of long-lived requests as a line.</summary>
    internal static MeterListener PrintMetrics()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "graceful.restart.long_lived_requests")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
            Console.WriteLine($"long-lived request: {string.Join(' ', tags.ToArray().Select(tag => tag.Value))}"));
        listener.Start();
        return listener;
    }

    private static async Task WriteAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        for (int number = Last(context) + 1; ; number++)
        {
            await context.Response.WriteAsync($"data: {Pid}\nid: {number}\n\n", context.RequestAborted);
            await Task.Delay(Period, context.RequestAborted);
        }
    }

    private static int Last(HttpContext context) =>
        int.TryParse(context.Request.Headers["Last-Event-ID"], CultureInfo.InvariantCulture, out int last) ? last : 0;
}
