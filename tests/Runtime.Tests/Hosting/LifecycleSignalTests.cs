using Graceful;
using Graceful.Hosting;

namespace Runtime.Tests.Hosting;

/// <summary>A restart signal is carried out, kept, joined, passed on or refused, and never lost without a line in the log.</summary>
public sealed class LifecycleSignalTests
{
    [Fact]
    public void A_signal_before_the_start_is_kept_and_carried_out_after_it()
    {
        var world = new LifecycleWorld();
        world.RestartSignal();
        Assert.Empty(world.Deeds);
        Assert.Equal(1, world.Log.Count("SIGUSR2 received while starting: the restart is pending"));

        world.Started();
        Assert.Equal(["ready", "launch 1001"], world.NewDeeds());
    }

    [Fact]
    public void A_process_without_endpoints_refuses_a_signal()
    {
        var world = new LifecycleWorld(configure: options => options.ShutdownDelay = TimeSpan.FromSeconds(10));
        world.RestartSignal();
        world.StartedWithoutEndpoints();
        Assert.Contains("started without endpoints", world.Observed.Events);
        Assert.Equal(1, world.Log.Count("A restart signal received: ignored, because this process has no endpoint to hand over; stop it"));

        world.RestartSignal();
        Assert.Equal(1, world.Log.Count("SIGUSR2 received: ignored, because this process has no endpoint to hand over; stop it"));
        Assert.Empty(world.NewDeeds());

        // It has no clients: a stop has nothing to announce.
        world.StopSignal();
        Assert.NotEqual(LifecycleState.StopAnnounced, world.State);
    }

    [Fact]
    public void A_signal_while_the_predecessor_drains_is_kept_until_it_has_gone()
    {
        var world = LifecycleWorld.Serving(hasPredecessor: true);
        world.RestartSignal();
        Assert.Empty(world.NewDeeds());
        Assert.Equal(1, world.Log.Count("the predecessor still drains: the restart is pending"));

        world.PredecessorGone();
        Assert.Equal(["launch 1001"], world.NewDeeds());
    }

    [Theory]
    [InlineData(true, "The predecessor has ended")]
    [InlineData(false, "The predecessor died before it had finished; serving alone as")]
    public void A_signal_kept_from_the_start_waits_for_the_predecessor_too(bool inOrder, string line)
    {
        var world = new LifecycleWorld(hasPredecessor: true);
        world.RestartSignal();
        world.Started();
        Assert.Equal(["ready"], world.NewDeeds());

        world.PredecessorGone(inOrder);
        Assert.Equal(1, world.Log.Count(line));
        Assert.Equal(["launch 1001"], world.NewDeeds());
    }

    [Fact]
    public void A_predecessor_that_goes_while_nothing_is_kept_starts_nothing()
    {
        var world = LifecycleWorld.Serving(hasPredecessor: true);
        world.PredecessorGone(inOrder: false);
        Assert.Empty(world.NewDeeds());
        Assert.Equal(LifecycleState.Serving, world.State);
    }

    [Fact]
    public void What_the_predecessor_passes_on_is_kept_until_it_has_gone()
    {
        var world = LifecycleWorld.Serving(hasPredecessor: true);
        world.PredecessorAsksToRestart();
        Assert.Empty(world.NewDeeds());
        world.PredecessorGone();
        Assert.Equal(["launch 1001"], world.NewDeeds());
    }

    [Fact]
    public void A_hundred_signals_during_a_restart_make_one_more_restart()
    {
        var world = LifecycleWorld.Restarting();
        for (var i = 0; i < 100; i++)
        {
            world.RestartSignal(i % 2 == 0 ? Signal.SIGUSR1 : Signal.SIGUSR2);
        }

        Assert.Empty(world.NewDeeds());
        Assert.Equal(1, world.Log.Count("the restart is pending"));
        Assert.Equal(99, world.Log.Count("a restart is pending already, this one joins it"));

        // The successor carries it out: this process ends.
        world.Ready();
        Assert.Equal(["drain to 1001", "ask 1001 to restart"], world.NewDeeds());
    }

    [Fact]
    public void A_restart_that_fails_with_another_one_kept_is_tried_once_more()
    {
        var world = LifecycleWorld.Restarting();
        world.RestartSignal();
        world.RestartSignal();

        world.Gone(1);
        Assert.Equal(["launch 1002"], world.NewDeeds());
        Assert.Equal(1, world.Log.Count("The pending restart begins, restarting gracefully"));

        world.Gone(1);
        Assert.Equal(LifecycleState.Serving, world.State);
        Assert.Empty(world.NewDeeds());
    }

    [Fact]
    public void A_kept_restart_whose_launch_fails_is_over()
    {
        var world = LifecycleWorld.Restarting();
        world.RestartSignal();
        world.LaunchFailure = new IOException("EAGAIN");

        world.Gone(1);
        Assert.Equal(["launch fails"], world.NewDeeds());
        Assert.Equal(LifecycleState.Serving, world.State);
        world.RestartSignal();
        Assert.Equal(["launch 1002"], world.NewDeeds());
    }

    [Fact]
    public void A_signal_while_draining_is_passed_on()
    {
        var world = LifecycleWorld.Draining();
        world.RestartSignal(Signal.SIGUSR1);
        Assert.Equal(["ask 1001 to restart"], world.NewDeeds());
        Assert.Equal(1, world.Log.Count("SIGUSR1 received while draining: passed on to the successor 1001"));

        world.Empty();
        world.HooksDone();
        Assert.Equal(["hooks within 5 s", "finish 1001", "drained, handed over"], world.NewDeeds());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_signal_passed_on_to_a_successor_that_dies_is_carried_out_here(bool cameBeforeReady)
    {
        var world = LifecycleWorld.Restarting();
        if (cameBeforeReady)
        {
            world.RestartSignal();
            world.Ready();
        }
        else
        {
            world.Ready();
            world.RestartSignal();
        }

        Assert.Equal(["drain to 1001", "ask 1001 to restart"], world.NewDeeds());
        world.Gone();
        Assert.Equal(["call off", "launch 1002"], world.NewDeeds());

        // Once: a version that always dies is not started again and again.
        world.Ready();
        world.Gone();
        Assert.Equal(["drain to 1002", "call off"], world.NewDeeds());
        Assert.Equal(LifecycleState.Serving, world.State);
    }

    [Fact]
    public void A_signal_while_stopping_is_refused()
    {
        var world = LifecycleWorld.Serving();
        world.StopSignal();
        _ = world.NewDeeds();

        world.RestartSignal();
        Assert.Empty(world.NewDeeds());
        Assert.Equal(1, world.Log.Count(
            "SIGUSR2 received while stopping: ignored, the process ends; unless a successor serves, start the service again"));
    }

    [Fact]
    public void A_signal_after_the_end_is_refused()
    {
        var world = LifecycleWorld.Draining();
        world.Empty();
        world.HooksDone();
        _ = world.NewDeeds();

        world.RestartSignal();
        Assert.Empty(world.NewDeeds());
        Assert.Equal(LifecycleState.Stopped, world.State);
        Assert.Equal(1, world.Log.Count("ignored"));
    }

    [Fact]
    public void A_kept_restart_does_not_come_back_after_a_stop()
    {
        var world = LifecycleWorld.Restarting();
        world.RestartSignal();
        world.StopSignal();
        _ = world.NewDeeds();

        world.Gone(143);
        world.Empty();
        world.HooksDone();
        Assert.Equal(["stop listening", "drained"], world.NewDeeds());
        Assert.Single(world.Successors);
    }

    /// <summary>A process that ends discards its signals. After a host that the application stops, another host may take them.</summary>
    [Fact]
    public void A_hand_over_and_a_stop_signal_end_the_process_and_a_stop_of_the_application_does_not()
    {
        var handedOver = LifecycleWorld.Draining();
        handedOver.Empty();
        Assert.False(handedOver.Lifecycle.EndsProcess);
        handedOver.HooksDone();
        Assert.True(handedOver.Lifecycle.EndsProcess);

        var signalled = LifecycleWorld.Serving();
        signalled.StopSignal();
        signalled.HostStops();
        signalled.Empty();
        signalled.HooksDone();
        Assert.True(signalled.Lifecycle.EndsProcess);

        var stopped = LifecycleWorld.Serving();
        stopped.HostStops();
        stopped.Empty();
        stopped.HooksDone();
        Assert.Equal(LifecycleState.Stopped, stopped.State);
        Assert.False(stopped.Lifecycle.EndsProcess);
    }
}
