using Graceful.Draining;
using Graceful.Hosting;
using Graceful.Transport;
using Instruments.Servers;

namespace Runtime.Tests.Hosting;

/// <summary>The metrics of docs/metrics.md, with a clock that the test controls.</summary>
public sealed class LifecycleMetricsTests
{
    [Fact]
    public void A_restart_is_measured_phase_by_phase()
    {
        var world = LifecycleWorld.Restarting();
        world.Pass(TimeSpan.FromSeconds(0.04));
        world.Ready();
        Assert.Equal(["graceful.phase.duration{graceful.phase=start}=0.04", "graceful.phase.duration{graceful.phase=stop_accepting}=0"],
            world.Meters.New());

        world.Pass(TimeSpan.FromSeconds(0.5));
        world.Empty();
        Assert.Equal(["graceful.phase.duration{graceful.phase=leave}=0.5"], world.Meters.New());

        world.Pass(TimeSpan.FromSeconds(2));
        world.HooksDone();
        Assert.Equal(
            [
                "graceful.phase.duration{graceful.phase=shutdown_hooks}=2",
                "graceful.drain.connections{graceful.connection.end=moved}=2",
                "graceful.drain.connections{graceful.connection.end=closed}=1",
                "graceful.drain.connections{graceful.connection.end=aborted}=0",
                "graceful.drain.aborted_requests=0",
                "graceful.drain.duration{graceful.drain.reason=restart}=2.5",
                "graceful.restarts{graceful.restart.outcome=completed}=1",
            ],
            world.Meters.New());
    }

    [Fact]
    public void What_is_aborted_is_not_counted_as_closed()
    {
        var world = LifecycleWorld.Serving();
        world.Aborted = new AbortedWork(Connections: 1, Requests: 7);
        world.StopSignal();
        world.HooksDone();
        world.Pass(TimeSpan.FromSeconds(5));
        world.Empty();
        var measured = world.Meters.New();
        Assert.Contains("graceful.drain.connections{graceful.connection.end=closed}=0", measured);
        Assert.Contains("graceful.drain.connections{graceful.connection.end=aborted}=1", measured);
        Assert.Contains("graceful.drain.aborted_requests=7", measured);
        Assert.Contains("graceful.drain.duration{graceful.drain.reason=stop}=5", measured);
        Assert.DoesNotContain(measured, one => one.StartsWith("graceful.restarts", StringComparison.Ordinal));
    }

    [Fact]
    public void Each_failure_has_its_name_and_is_counted_once()
    {
        var world = LifecycleWorld.Serving(configure: options => options.StartTimeout = TimeSpan.FromSeconds(3));
        world.LaunchFailure = new IOException("no such file");
        world.RestartSignal();
        Assert.Equal(["not_started"], Outcomes(world));

        world.RestartSignal();
        world.Gone();
        Assert.Equal(["failed_before_ready"], Outcomes(world));

        world.RestartSignal();
        world.Pass(TimeSpan.FromSeconds(3));
        world.Gone(143);
        Assert.Equal(["timed_out"], Outcomes(world));

        world.RestartSignal();
        world.Ready();
        world.Gone();
        Assert.Equal(["failed_while_draining"], Outcomes(world));

        world.RestartSignal();
        world.Pass(TimeSpan.FromSeconds(3));
        world.StopSignal();
        Assert.Equal(["timed_out"], Outcomes(world));
        world = LifecycleWorld.Serving();

        world.RestartSignal();
        world.StopSignal();
        world.Gone(143);
        Assert.Equal(["stopped"], Outcomes(world));
    }

    [Fact]
    public void A_successor_that_is_told_to_stop_stops_the_restart()
    {
        var world = LifecycleWorld.Draining();
        world.Gone(0, inOrder: true);
        Assert.Equal(["stopped"], Outcomes(world));
    }

    [Theory]
    [InlineData(true, "stopped")]
    [InlineData(false, "failed_while_draining")]
    public void A_successor_that_ends_while_the_hooks_run_or_after_a_stop_has_its_outcome(bool inOrder, string outcome)
    {
        var world = LifecycleWorld.Draining();
        world.Empty();
        world.Gone(0, inOrder);
        Assert.Equal([outcome], Outcomes(world));

        world = LifecycleWorld.Draining();
        world.StopSignal();
        _ = world.Meters.New();
        world.Gone(0, inOrder);
        var measured = world.Meters.New();
        Assert.Contains($"graceful.restarts{{graceful.restart.outcome={outcome}}}=1", measured);
        Assert.Contains("graceful.drain.connections{graceful.connection.end=moved}=2", measured);
    }

    [Fact]
    public void Aborted_connections_of_a_drain_that_is_taken_back_are_counted_once()
    {
        var world = LifecycleWorld.Draining();
        world.Aborted = new AbortedWork(Connections: 1, Requests: 7);
        world.Successor.Unanswered = 1;
        world.Pass(TimeSpan.FromSeconds(5));
        _ = world.Meters.New();
        world.Gone();
        Assert.Contains("graceful.drain.aborted_requests=7", world.Meters.New());
        world.StopSignal();
        world.Empty();
        world.HooksDone();
        Assert.Contains("graceful.drain.aborted_requests=0", world.Meters.New());
    }

    [Fact]
    public void Hooks_that_end_after_the_process_has_stopped_are_not_measured()
    {
        var world = LifecycleWorld.Serving();
        world.StopSignal();
        world.Empty();
        world.Pass(TimeSpan.FromSeconds(6));
        Assert.Equal(LifecycleState.Stopped, world.State);
        _ = world.Meters.New();
        world.HooksDone();
        Assert.Empty(world.Meters.New());
    }

    [Fact]
    public void Open_connections_are_counted_when_the_gauge_is_read()
    {
        var world = LifecycleWorld.Serving();
        Assert.Empty(world.Meters.New());
        world.Connections = 12;
        world.Meters.Observe();
        Assert.Equal(["graceful.connections=12"], world.Meters.New());
    }

    [Fact]
    public void The_ends_of_long_lived_requests_have_their_names()
    {
        using var meters = new RecordingMeters();
        var metrics = new GracefulMetrics(meters, () => 0);
        metrics.RecordLongLived(new(LongLivedOutcome.Moved, IsEventStream: true, Reason: null));
        metrics.RecordLongLived(new(LongLivedOutcome.Closed, IsEventStream: false, StayReason.NoBoundary));
        metrics.RecordLongLived(new(LongLivedOutcome.Aborted, IsEventStream: true, StayReason.OtherResponse));
        const string Name = "graceful.restart.long_lived_requests";
        Assert.Equal(
            [
                $"{Name}{{graceful.request.kind=event_stream,graceful.request.end=moved}}=1",
                $"{Name}{{graceful.request.kind=websocket,graceful.request.end=closed_1012,graceful.request.obstacle=no_boundary}}=1",
                $"{Name}{{graceful.request.kind=event_stream,graceful.request.end=aborted,graceful.request.obstacle=other_response}}=1",
            ],
            meters.New());
        var docs = File.ReadAllText(Path.Combine(Repository.Root, "docs", "metrics.md"));
        foreach (var reason in Enum.GetValues<StayReason>())
        {
            metrics.RecordLongLived(new(LongLivedOutcome.Aborted, IsEventStream: true, reason));
            Assert.Contains($"| `{meters.New().Single().Split('=')[^2].TrimEnd('}')}` |", docs, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Units_are_those_of_OpenTelemetry()
    {
        var world = LifecycleWorld.Serving();
        Assert.Equal(
            [
                ("graceful.connections", "{connection}"),
                ("graceful.drain.aborted_requests", "{request}"),
                ("graceful.drain.connections", "{connection}"),
                ("graceful.drain.duration", "s"),
                ("graceful.phase.duration", "s"),
                ("graceful.restart.long_lived_requests", "{request}"),
                ("graceful.restarts", "{restart}"),
            ],
            world.Meters.Units.Select(unit => (unit.Key, unit.Value)).Order());
    }

    private static string[] Outcomes(LifecycleWorld world)
    {
        const string Prefix = "graceful.restarts{graceful.restart.outcome=";
        return [.. world.Meters.New().Where(one => one.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(one => one[Prefix.Length..^"}=1".Length])];
    }
}
