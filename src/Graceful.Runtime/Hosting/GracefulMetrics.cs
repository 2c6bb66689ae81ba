using System.Diagnostics.Metrics;
using Graceful.Draining;

namespace Graceful.Hosting;

/// <summary>
/// What a restart or a stop costs, for whoever watches: see docs/metrics.md. Written by the lifecycle, a few times in the life of a
/// process; requests and connections know nothing of it.
/// </summary>
internal sealed class GracefulMetrics
{
    internal const string MeterName = "Graceful";

    private readonly Counter<long> _restarts;
    private readonly Histogram<double> _phases;
    private readonly Histogram<double> _drains;
    private readonly Counter<long> _connections;
    private readonly Counter<long> _requests;

    /// <param name="meters">Disposes of the meter together with the application.</param>
    /// <param name="openConnections">Asked when somebody reads it.</param>
    internal GracefulMetrics(IMeterFactory meters, Func<int> openConnections)
    {
        // A drain takes milliseconds where all can move, and up to DrainTimeout where not: the default buckets know only the latter.
        var times = new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] };
        var meter = meters.Create(MeterName);
        _restarts = meter.CreateCounter<long>("graceful.restarts", "{restart}", "Restarts, by how they came out.");
        _phases = meter.CreateHistogram("graceful.phase.duration", "s", "How long each phase of a restart or a stop took.", tags: null, times);
        _drains = meter.CreateHistogram(
            "graceful.drain.duration", "s", "From the end of accepting until nobody was left and the shutdown hooks had run.", tags: null, times);
        _connections = meter.CreateCounter<long>("graceful.drain.connections", "{connection}", "Connections that were open when a drain began, by how they went.");
        _requests = meter.CreateCounter<long>("graceful.drain.aborted_requests", "{request}", "Requests that were still under way after DrainTimeout.");
        meter.CreateObservableUpDownCounter("graceful.connections", openConnections, "{connection}", "Connections that this process holds.");
    }

    internal void Restarted(RestartOutcome outcome) => _restarts.Add(1, new KeyValuePair<string, object?>("graceful.restart.outcome", outcome switch
    {
        RestartOutcome.Completed => "completed",
        RestartOutcome.NotStarted => "not_started",
        RestartOutcome.TimedOut => "timed_out",
        RestartOutcome.FailedBeforeReady => "failed_before_ready",
        RestartOutcome.FailedWhileDraining => "failed_while_draining",
        _ => "stopped",
    }));

    internal void Passed(LifecyclePhase phase, TimeSpan took) => _phases.Record(took.TotalSeconds, new KeyValuePair<string, object?>("graceful.phase", phase switch
    {
        LifecyclePhase.Start => "start",
        LifecyclePhase.StopAccepting => "stop_accepting",
        LifecyclePhase.Leave => "leave",
        _ => "shutdown_hooks",
    }));

    /// <summary>Nobody is left, or the rest was left behind.</summary>
    internal void Drained(bool handedOver, TimeSpan took) =>
        _drains.Record(took.TotalSeconds, new KeyValuePair<string, object?>("graceful.drain.reason", handedOver ? "restart" : "stop"));

    internal void Went(int moved, int closed, AbortedWork aborted)
    {
        Went(moved, "moved");
        Went(Math.Max(0, closed - aborted.Connections), "closed");
        Went(aborted.Connections, "aborted");
        _requests.Add(aborted.Requests);
    }

    private void Went(int connections, string how) =>
        _connections.Add(connections, new KeyValuePair<string, object?>("graceful.connection.end", how));
}

/// <summary>How a restart came out.</summary>
internal enum RestartOutcome
{
    /// <summary>The successor serves, and this process ends.</summary>
    Completed,

    /// <summary>There was no process.</summary>
    NotStarted,

    /// <summary>StartTimeout was over.</summary>
    TimedOut,

    /// <summary>The successor ended before it was ready.</summary>
    FailedBeforeReady,

    /// <summary>The successor ended when it served already; this process serves again, or has stopped with it.</summary>
    FailedWhileDraining,

    /// <summary>This process was told to stop first.</summary>
    Stopped,
}

/// <summary>What a restart or a stop consists of.</summary>
internal enum LifecyclePhase
{
    /// <summary>From the start of the successor until it is ready.</summary>
    Start,

    /// <summary>Until no listener accepts any more, and every connection has been told.</summary>
    StopAccepting,

    /// <summary>From then on until the last connection has gone.</summary>
    Leave,

    /// <summary>The shutdown hooks.</summary>
    Hooks,
}
