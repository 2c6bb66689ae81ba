using Graceful.Hosting;

namespace Runtime.Tests.Hosting;

/// <summary>The end of the successor during the drain: this process takes back, or stops too.</summary>
public sealed class LifecycleTakeBackTests
{
    [Fact]
    public void A_successor_that_dies_while_draining_is_replaced_by_this_process()
    {
        var world = LifecycleWorld.Draining();
        world.Gone();
        Assert.Equal(LifecycleState.Serving, world.State);
        Assert.Equal(["call off"], world.NewDeeds());
        Assert.Null(world.Lifecycle.Deadlines.UntilNext);
        Assert.Equal(1, world.Log.Count(
            $"Successor 1001 exited with 139 while this process drained; accepting again as {Environment.ProcessId}, " +
            "3 connections stayed, fix the new version and send the signal again"));

        // The next restart works as usual.
        world.RestartSignal();
        world.Ready();
        world.Empty();
        world.HooksDone();
        Assert.Equal(["launch 1002", "drain to 1002", "hooks within 5 s", "finish 1002", "drained, handed over"], world.NewDeeds());
    }

    /// <summary>Another thread notices its end, possibly a moment after the last connection has left.</summary>
    [Fact]
    public void A_process_does_not_leave_for_a_successor_that_has_ended()
    {
        var world = LifecycleWorld.Draining();
        world.Successor.HasEnded = true;
        world.Empty();
        Assert.Equal(LifecycleState.Draining, world.State);
        Assert.Empty(world.NewDeeds());

        world.Gone();
        Assert.Equal(LifecycleState.Serving, world.State);
        Assert.Equal(["call off"], world.NewDeeds());
    }

    [Fact]
    public void A_stop_after_a_drain_was_called_off_is_a_first_stop()
    {
        var world = LifecycleWorld.Draining();
        world.Gone();
        _ = world.NewDeeds();

        world.StopSignal();
        Assert.Equal(["say stopping", "stop application", "stop listening", "drain", "hooks within 5 s"], world.NewDeeds());
        Assert.Equal(LifecycleState.Stopping, world.State);
    }

    [Fact]
    public void A_stop_signal_while_draining_is_remembered_when_the_successor_dies()
    {
        var world = LifecycleWorld.Draining();
        world.StopSignal();
        Assert.Empty(world.NewDeeds());
        Assert.Equal(LifecycleState.Draining, world.State);

        world.Gone();
        Assert.Equal(LifecycleState.Stopping, world.State);
        Assert.DoesNotContain("call off", world.Deeds);
        Assert.Equal(["say stopping", "stop application", "stop listening", "drain", "hooks within 5 s"], world.NewDeeds());

        world.Empty();
        world.HooksDone();
        Assert.Equal(["drained"], world.NewDeeds());
    }

    /// <summary>As a terminal does with Ctrl+C, and systemd with all of a service's processes.</summary>
    [Fact]
    public void Both_generations_can_be_told_to_stop_at_once()
    {
        var world = LifecycleWorld.Draining();
        world.StopSignal();
        world.Gone(0, inOrder: true);
        Assert.Equal(LifecycleState.Stopping, world.State);
        Assert.Equal(["say stopping", "stop application", "stop listening", "drain", "hooks within 5 s"], world.NewDeeds());
        Assert.Equal(0, world.Log.Count("for the second time"));

        world.Empty();
        world.HooksDone();
        Assert.Equal(["drained"], world.NewDeeds());
    }

    [Fact]
    public void A_host_that_stops_while_draining_stops_when_the_successor_dies()
    {
        var world = LifecycleWorld.Draining();
        world.HostStops();
        Assert.Empty(world.NewDeeds());

        world.Gone();
        Assert.Equal(LifecycleState.Stopping, world.State);
        Assert.Contains("drain", world.NewDeeds());
    }

    [Fact]
    public void A_host_that_was_told_because_of_the_drain_goes_on_when_it_is_called_off()
    {
        var world = LifecycleWorld.Draining();
        world.Pass(TimeSpan.FromSeconds(4));
        Assert.Equal("stop application", world.NewDeeds()[^1]);

        // The host then raises ApplicationStopping and calls StoppingAsync, which waits for the end of the drain.
        world.HostStops();
        world.Gone();
        world.HostStops();
        Assert.Equal(["call off"], world.NewDeeds());
        Assert.Equal(LifecycleState.Serving, world.State);
        Assert.Equal(1, world.Log.Count("ApplicationStopping was raised before the successor died"));
    }

    [Fact]
    public void A_take_back_before_the_last_second_leaves_ApplicationStopping_alone()
    {
        var world = LifecycleWorld.Draining();
        world.Pass(TimeSpan.FromSeconds(3.999));
        world.Gone();
        world.Pass(TimeSpan.FromMinutes(1));
        Assert.DoesNotContain("stop application", world.Deeds);
        Assert.Equal(0, world.Log.Count("ApplicationStopping was raised"));
    }

    [Fact]
    public void A_host_that_was_not_told_can_stop_by_itself_after_a_drain_was_called_off()
    {
        var world = LifecycleWorld.Draining();
        world.Gone();
        _ = world.NewDeeds();

        world.HostStops();
        Assert.Equal(LifecycleState.Stopping, world.State);
        Assert.Equal(1, world.Log.Count("The application stops"));
    }

    [Fact]
    public void A_successor_that_was_told_to_stop_takes_this_process_with_it()
    {
        var world = LifecycleWorld.Draining();
        world.Gone(0, inOrder: true);
        Assert.Equal(LifecycleState.Stopping, world.State);
        Assert.Null(world.Sink);
        Assert.Equal(["stop listening", "drain", "hooks within 5 s"], world.NewDeeds().TakeLast(3));

        world.Empty();
        world.HooksDone();
        Assert.Equal(["drained"], world.NewDeeds());
    }

    [Fact]
    public void When_the_successor_stops_late_the_connections_left_are_told_once_more()
    {
        var world = LifecycleWorld.Draining();
        world.Pass(TimeSpan.FromSeconds(2));
        _ = world.NewDeeds();
        world.Gone(0, inOrder: true);
        _ = world.NewDeeds();

        // A connection on its way to the successor came back idle. It lingers and is closed.
        world.Pass(TimeSpan.FromSeconds(1));
        Assert.Contains("close idle", world.NewDeeds());
    }

    [Fact]
    public void Hooks_run_once_when_the_successor_stops_while_they_run()
    {
        var world = LifecycleWorld.Draining();
        world.Empty();
        Assert.Equal(["hooks within 5 s"], world.NewDeeds());

        world.Gone(0, inOrder: true);
        Assert.DoesNotContain("hooks within 5 s", world.NewDeeds());
        world.HooksDone();
        Assert.Equal(LifecycleState.Stopped, world.State);
    }

    [Fact]
    public void There_is_no_way_back_once_the_hooks_run()
    {
        var world = LifecycleWorld.Draining();
        world.Empty();
        _ = world.NewDeeds();

        // The hooks have cleaned up: this process can no longer serve.
        world.Gone();
        Assert.DoesNotContain("call off", world.Deeds);
        world.HooksDone();
        Assert.Equal(LifecycleState.Stopped, world.State);
        Assert.Equal(1, world.Log.Count("Successor 1001 exited with 139"));
    }
}
