using Graceful.Hosting;
using Graceful.Restart;

namespace Runtime.Tests.Hosting;

/// <summary>The notifications of an observer in each sequence of states: once, in order, and only for real events.</summary>
public sealed class LifecycleObserverTests
{
    [Fact]
    public void A_start_a_restart_and_the_end_of_the_old_process()
    {
        var world = LifecycleWorld.Draining();
        world.Empty();
        world.HooksDone();
        Assert.Equal(["ready", "restart begins", "handed over to 1001", "stopped"], world.Observed.Events);
    }

    [Fact]
    public void A_stop()
    {
        var world = LifecycleWorld.Serving();
        world.StopSignal();
        world.Empty();
        Assert.Equal(["ready", "stopping"], world.Observed.Events);
        world.HooksDone();
        Assert.Equal(["ready", "stopping", "stopped"], world.Observed.Events);
    }

    [Fact]
    public void A_stop_before_the_start_is_over()
    {
        var world = new LifecycleWorld();
        world.StopSignal();
        world.Started();
        Assert.Equal(["stopping"], world.Observed.Events);
    }

    [Fact]
    public void A_second_stop_signal_is_the_end_all_the_same()
    {
        var world = LifecycleWorld.Serving();
        world.StopSignal();
        world.StopSignal();
        Assert.Equal(["ready", "stopping", "stopped"], world.Observed.Events);
    }

    [Fact]
    public void A_successor_that_cannot_be_started()
    {
        var world = LifecycleWorld.Serving();
        world.LaunchFailure = new IOException("no such file");
        world.RestartSignal();
        Assert.Equal(["ready", "restart begins", "restart failed: no such file"], world.Observed.Events);
    }

    [Fact]
    public void A_successor_that_ends_before_it_is_ready()
    {
        var world = LifecycleWorld.Restarting();
        world.Gone(3);
        Assert.Equal(
            ["ready", "restart begins", "restart failed: successor 1001 exited with 3 before it was ready"],
            world.Observed.Events);
    }

    [Fact]
    public void A_successor_that_dies_while_this_process_drains_and_the_kept_restart_after_it()
    {
        var world = LifecycleWorld.Draining();
        world.RestartSignal();
        world.Gone(139);
        Assert.Equal(
            ["ready", "restart begins", "handed over to 1001", "took back: successor 1001 exited with 139", "restart begins"],
            world.Observed.Events);
    }

    [Fact]
    public void A_stop_while_a_successor_starts()
    {
        var world = LifecycleWorld.Restarting();
        world.StopSignal();
        world.Gone(143);
        Assert.Equal(["ready", "restart begins", "stopping"], world.Observed.Events);
    }

    [Fact]
    public void A_stop_while_draining_changes_nothing_since_the_successor_is_told_by_itself()
    {
        var world = LifecycleWorld.Draining();
        world.StopSignal();
        Assert.Equal(["ready", "restart begins", "handed over to 1001"], world.Observed.Events);
        world.Empty();
        world.HooksDone();
        Assert.Equal("stopped", world.Observed.Events[^1]);
    }

    [Fact]
    public void A_successor_that_was_told_to_stop_leaves_this_process_as_the_last()
    {
        var world = LifecycleWorld.Draining();
        world.Gone(0, inOrder: true);
        Assert.Equal(["ready", "restart begins", "handed over to 1001", "stopping"], world.Observed.Events);
    }

    [Fact]
    public void A_successor_that_dies_when_the_hooks_run_leaves_this_process_as_the_last()
    {
        var world = LifecycleWorld.Draining();
        world.Empty();
        world.Gone(139);
        world.HooksDone();
        Assert.Equal(["ready", "restart begins", "handed over to 1001", "stopped"], world.Observed.Events);
    }

    [Fact]
    public void The_successor_learns_that_it_is_alone_before_it_carries_out_a_restart()
    {
        var world = LifecycleWorld.Serving(hasPredecessor: true);
        world.RestartSignal();
        world.PredecessorGone();
        Assert.Equal(
            ["ready", "restart kept while the predecessor still drains", "predecessor gone", "restart begins"], world.Observed.Events);
    }

    [Fact]
    public void Each_request_that_joins_a_restart_is_told()
    {
        var world = LifecycleWorld.Restarting();
        world.RestartSignal();
        world.RestartSignal();
        world.Gone(3);
        Assert.Equal(
            [
                "ready", "restart begins", "restart kept while restarting", "restart kept while restarting",
                "restart failed: successor 1001 exited with 3 before it was ready", "restart begins",
            ],
            world.Observed.Events);
    }

    [Fact]
    public void An_observer_that_fails_is_logged_and_the_next_one_is_told()
    {
        var log = new RecordingLog();
        var second = new RecordingObserver();
        var observers = new LifecycleObservers([new FailingObserver(), second], log);
        observers.HandedOver(7);
        Assert.Equal(["handed over to 7"], second.Events);
        Assert.Equal("on purpose", Assert.Single(log.Lines).Reason?.Message);
        Assert.Equal(1, log.Count($"{nameof(FailingObserver)} failed"));
    }

    /// <summary>A predecessor that learns of a stop ends too, and a master ends the service.</summary>
    [Fact]
    public void A_background_service_that_throws_ends_the_process_as_a_crash_does()
    {
        var world = LifecycleWorld.Serving(hasPredecessor: true);
        world.HostStops(hasFailed: true);

        Assert.Equal(LifecycleState.Stopping, world.State);
        Assert.DoesNotContain("say stopping", world.NewDeeds());
        Assert.Equal(["ready", "stopping after a failure"], world.Observed.Events);
        Assert.Equal(1, world.Log.Count("A background service has thrown, so that the host stops"));
    }

    private sealed class FailingObserver : ILifecycleObserver
    {
        public void HandedOver(int successorPid) => throw new InvalidOperationException("on purpose");
    }
}
