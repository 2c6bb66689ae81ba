using System.Diagnostics.Metrics;
using Graceful.Draining;
using Graceful.Transport;

namespace Graceful.Hosting;

/// <summary>
/// The metrics of restarts and stops (docs/metrics.md). The lifecycle records a few values in the life of a process; requests and
/// connections record none.
/// </summary>
internal sealed class GracefulMetrics
{
    internal const string MeterName = "Graceful";

    private readonly Counter<long> _restarts;
    private readonly Histogram<double> _phases;
    private readonly Histogram<double> _drains;
    private readonly Counter<long> _connections;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _longLived;

    /// <param name="meters">Disposes the meter with the application.</param>
    /// <param name="openConnections">Returns the number of open connections when the metric is read.</param>
    internal GracefulMetrics(IMeterFactory meters, Func<int> openConnections)
    {
        // A drain takes milliseconds when every connection moves, and up to DrainTimeout otherwise. The default buckets begin at 5 s.
        var times = new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
        };
        var meter = meters.Create(MeterName);
        _restarts = meter.CreateCounter<long>("graceful.restarts", "{restart}", "Restarts, by outcome.");
        _phases = meter.CreateHistogram(
            "graceful.phase.duration", "s", "Duration of each phase of a restart or a stop.", tags: null, times);
        _drains = meter.CreateHistogram(
            "graceful.drain.duration",
            "s",
            "From the end of accepting until no connection is left and the shutdown hooks have run.",
            tags: null,
            times);
        _connections = meter.CreateCounter<long>(
            "graceful.drain.connections", "{connection}", "Connections that were open when a drain began, by their end.");
        _requests = meter.CreateCounter<long>(
            "graceful.drain.aborted_requests", "{request}", "Requests that were still running after DrainTimeout.");
        _longLived = meter.CreateCounter<long>(
            "graceful.restart.long_lived_requests", "{request}", "WebSockets and event streams of endpoints that move, by their end.");
        meter.CreateObservableUpDownCounter("graceful.connections", openConnections, "{connection}", "Open connections of this process.");
    }

    internal void RecordRestart(RestartOutcome outcome) => _restarts.Add(1, Tag("graceful.restart.outcome", outcome switch
    {
        RestartOutcome.Completed => "completed",
        RestartOutcome.NotStarted => "not_started",
        RestartOutcome.TimedOut => "timed_out",
        RestartOutcome.FailedBeforeReady => "failed_before_ready",
        RestartOutcome.FailedWhileDraining => "failed_while_draining",
        _ => "stopped",
    }));

    internal void RecordPhase(LifecyclePhase phase, TimeSpan took) => _phases.Record(took.TotalSeconds, Tag("graceful.phase", phase switch
    {
        LifecyclePhase.Start => "start",
        LifecyclePhase.StopAccepting => "stop_accepting",
        LifecyclePhase.Leave => "leave",
        _ => "shutdown_hooks",
    }));

    internal void RecordDrain(bool handedOver, TimeSpan took) =>
        _drains.Record(took.TotalSeconds, Tag("graceful.drain.reason", handedOver ? "restart" : "stop"));

    internal void RecordConnections(int moved, int closed, AbortedWork aborted)
    {
        AddConnections(moved, "moved");
        AddConnections(Math.Max(0, closed - aborted.Connections), "closed");
        AddConnections(aborted.Connections, "aborted");
        _requests.Add(aborted.Requests);
    }

    /// <summary>Called by the transport, on any thread.</summary>
    internal void RecordLongLived(LongLivedEnd end)
    {
        var kind = Tag("graceful.request.kind", end.IsEventStream ? "event_stream" : "websocket");
        var outcome = Tag("graceful.request.end", end.Outcome switch
        {
            LongLivedOutcome.Moved => "moved",
            LongLivedOutcome.Closed => "closed_1012",
            _ => "aborted",
        });
        if (end.Reason is not { } reason)
        {
            _longLived.Add(1, kind, outcome);
            return;
        }

        _longLived.Add(1, kind, outcome, Tag("graceful.request.obstacle", reason switch
        {
            StayReason.NoBoundary => "no_boundary",
            StayReason.HandlerRuns => "handler_runs",
            StayReason.Pinned => "pinned",
            StayReason.Protocol => "protocol",
            StayReason.OlderSuccessor => "older_successor",
            StayReason.Refused => "refused",
            _ => "other_response",
        }));
    }

    private void AddConnections(int connections, string end) => _connections.Add(connections, Tag("graceful.connection.end", end));

    private static KeyValuePair<string, object?> Tag(string key, string value) => new(key, value);
}

/// <summary>The outcome of a restart.</summary>
internal enum RestartOutcome
{
    /// <summary>The successor serves, and this process ends.</summary>
    Completed,

    /// <summary>The successor could not be started.</summary>
    NotStarted,

    /// <summary>The successor was not ready within StartTimeout.</summary>
    TimedOut,

    /// <summary>The successor ended before it was ready.</summary>
    FailedBeforeReady,

    /// <summary>The successor ended after it was ready. This process serves again, or has stopped as well.</summary>
    FailedWhileDraining,

    /// <summary>This process was told to stop first.</summary>
    Stopped,
}

/// <summary>The phases of a restart or a stop.</summary>
internal enum LifecyclePhase
{
    /// <summary>From the start of the successor until it is ready.</summary>
    Start,

    /// <summary>Until no listener accepts and every connection has been notified.</summary>
    StopAccepting,

    /// <summary>From then until the last connection has moved or ended.</summary>
    Leave,

    /// <summary>The shutdown hooks.</summary>
    Hooks,
}
