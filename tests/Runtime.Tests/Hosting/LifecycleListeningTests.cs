using Graceful.Hosting;

namespace Runtime.Tests.Hosting;

/// <summary>A process closes its listeners, and refuses clients, as soon as no generation can serve them.</summary>
public sealed class LifecycleListeningTests
{
    private const string StopListening = "stop listening";

    [Fact]
    public void A_stop_closes_them_before_the_drain_that_serves_their_backlog()
    {
        var world = LifecycleWorld.Serving();
        world.StopSignal();
        Assert.Equal([StopListening, "drain"], world.NewDeeds().Where(deed => deed is StopListening or "drain"));
    }

    [Fact]
    public void A_hand_over_closes_those_that_the_successor_does_not_have()
    {
        var world = LifecycleWorld.Restarting();
        world.Successor.Unwanted = ["tcp:127.0.0.1:8011"];
        world.Ready();
        Assert.Equal(["stop listening on tcp:127.0.0.1:8011", "drain to 1001"], world.NewDeeds());
    }

    [Fact]
    public void A_successor_that_is_ready_too_late_takes_none_away()
    {
        var world = LifecycleWorld.Restarting();
        world.Successor.Unwanted = ["tcp:127.0.0.1:8011"];
        world.Pass(world.Options.StartTimeout);
        world.Ready();
        world.Gone(0, inOrder: true);
        Assert.Equal(LifecycleState.Serving, world.State);
        Assert.Equal(["SIGTERM to 1001"], world.NewDeeds());
    }

    [Fact]
    public void A_hand_over_leaves_them_open()
    {
        var world = LifecycleWorld.Draining();
        world.StopSignal();
        world.Empty();
        world.HooksDone();
        Assert.Equal(LifecycleState.Stopped, world.State);
        Assert.DoesNotContain(StopListening, world.Deeds);
    }

    [Fact]
    public void A_successor_that_is_stopped_with_this_process_closes_its_copies_first()
    {
        var world = LifecycleWorld.Restarting();
        world.StopSignal();
        Assert.DoesNotContain(StopListening, world.NewDeeds());
        world.Gone(143);
        Assert.Equal([StopListening], world.NewDeeds());
    }

    [Fact]
    public void A_successor_that_ends_when_no_connection_is_left_is_followed_by_the_exit()
    {
        var world = LifecycleWorld.Restarting();
        world.StopSignal();
        world.Empty();
        world.HooksDone();
        _ = world.NewDeeds();
        world.Gone(143);
        Assert.Equal([StopListening, "drained"], world.NewDeeds());
    }

    /// <summary>The sockets have listened meanwhile.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Clients_that_wait_when_a_stopped_successor_has_ended_are_served_before_the_exit(bool isEmptyBefore)
    {
        var world = LifecycleWorld.Restarting();
        world.StopSignal();
        world.HooksDone();
        if (isEmptyBefore)
        {
            world.Empty();
        }

        _ = world.NewDeeds();
        world.HasBacklog = true;
        world.Gone(143);
        Assert.Equal([StopListening], world.NewDeeds());
        if (!isEmptyBefore)
        {
            // The last connection has left at the same moment.
            world.Empty();
            Assert.Equal(LifecycleState.Stopping, world.State);
        }

        world.HasBacklog = false;
        world.Empty();
        Assert.Equal(["drained"], world.NewDeeds());
    }

    /// <summary>DrainTimeout bounds the time for the backlog too.</summary>
    [Fact]
    public void A_backlog_after_the_end_of_a_predecessor_is_served_before_the_exit()
    {
        var world = LifecycleWorld.Serving(hasPredecessor: true);
        world.StopSignal();
        world.Empty();
        world.HasBacklog = true;
        world.PredecessorGone();
        Assert.Contains(StopListening, world.NewDeeds());
        world.HooksDone();
        Assert.Equal(LifecycleState.Stopping, world.State);
        world.HasBacklog = false;
        world.Empty();
        Assert.Equal(["drained"], world.NewDeeds());
    }

    [Fact]
    public void A_successor_that_was_told_to_stop_leaves_them_to_this_process()
    {
        var world = LifecycleWorld.Draining();
        world.Gone(0, inOrder: true);
        Assert.Contains(StopListening, world.NewDeeds());
    }

    [Fact]
    public void A_predecessor_that_still_drains_closes_its_copies_first()
    {
        var world = LifecycleWorld.Serving(hasPredecessor: true);
        world.StopSignal();
        Assert.DoesNotContain(StopListening, world.NewDeeds());
        world.PredecessorGone();
        Assert.Equal([StopListening], world.NewDeeds());
    }

    [Fact]
    public void The_end_of_a_predecessor_closes_nothing_in_a_process_that_serves()
    {
        var world = LifecycleWorld.Serving(hasPredecessor: true);
        world.PredecessorGone();
        Assert.Empty(world.NewDeeds());
    }
}
