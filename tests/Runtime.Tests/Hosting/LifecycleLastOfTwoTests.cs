using Graceful.Hosting;

namespace Runtime.Tests.Hosting;

/// <summary>
/// Both generations are told to stop and end at the same moment. Exactly one of them is the last, and cleans up.
/// </summary>
public sealed class LifecycleLastOfTwoTests
{
    [Fact]
    public void A_process_whose_successor_ends_first_is_the_last_though_it_has_handed_over()
    {
        var world = LifecycleWorld.Draining();
        world.Successor.HasLeft = true;
        world.StopSignal();
        world.Empty();
        world.HooksDone();
        Assert.Equal(LifecycleState.Stopped, world.State);
        Assert.Equal(["hooks within 5 s", "finish 1001", "stop listening", "drained"], world.NewDeeds());
        Assert.Equal(["stopping", "stopped"], world.Observed.Events.TakeLast(2));
    }

    /// <summary>No process has accepted since.</summary>
    [Fact]
    public void A_process_whose_successor_ends_first_serves_the_backlog()
    {
        var world = LifecycleWorld.Draining();
        world.Successor.HasLeft = true;
        world.StopSignal();
        world.Empty();
        world.HasBacklog = true;
        world.HooksDone();
        Assert.Equal(LifecycleState.Stopping, world.State);
        Assert.Equal("stop listening", world.NewDeeds()[^1]);
        world.Gone(0, inOrder: true);
        Assert.Empty(world.NewDeeds());
        world.HasBacklog = false;
        world.Empty();
        Assert.Equal(["drained"], world.NewDeeds());
    }

    /// <summary>The successor was told to stop, and ends while the hooks of this process run.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_process_whose_successor_ends_during_the_hooks_serves_the_backlog(bool inOrder)
    {
        var world = LifecycleWorld.Draining();
        world.Empty();
        _ = world.NewDeeds();
        world.HasBacklog = true;
        world.Gone(inOrder ? 0 : 139, inOrder);
        Assert.Equal(["stop listening"], world.NewDeeds());
        world.HooksDone();
        Assert.Equal(LifecycleState.Stopping, world.State);
        world.HasBacklog = false;
        world.Empty();
        Assert.Equal(["drained"], world.NewDeeds());
    }

    /// <summary>A master would take it for the end of the service, and start no other worker; systemd for a stop in order.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_death_of_a_successor_is_reported_as_a_stop_only_after_a_stop_signal(bool isToldToStop)
    {
        var world = LifecycleWorld.Draining();
        if (isToldToStop)
        {
            world.StopSignal();
        }

        world.Empty();
        world.Gone(139);
        world.HooksDone();
        Assert.Equal(LifecycleState.Stopped, world.State);
        Assert.Equal(isToldToStop, world.Observed.Events.Contains("stopping"));
    }

    /// <summary>Its end is noticed a moment before the event that tells its status.</summary>
    [Fact]
    public void A_process_that_ends_while_its_successor_dies_waits_for_that_event()
    {
        var world = LifecycleWorld.Draining();
        world.Empty();
        world.Successor.HasLeft = world.Successor.HasEnded = true;
        world.HooksDone();
        Assert.Equal(LifecycleState.Draining, world.State);
        world.Gone(139);
        Assert.Equal(["hooks within 5 s", "finish 1001", "stop listening", "drained"], world.NewDeeds());
        Assert.DoesNotContain("stopping", world.Observed.Events);
    }

    [Fact]
    public void A_process_that_has_handed_over_leaves_it_to_its_successor()
    {
        var world = LifecycleWorld.Draining();
        world.StopSignal();
        world.Empty();
        world.HooksDone();
        Assert.Equal(["hooks within 5 s", "finish 1001", "drained, handed over"], world.NewDeeds());
        Assert.DoesNotContain("stopping", world.Observed.Events);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_process_with_a_predecessor_settles_which_one_is_the_last(bool predecessorGoesOn)
    {
        var world = LifecycleWorld.Serving(hasPredecessor: true);
        world.PredecessorGoesOn = predecessorGoesOn;
        world.StopSignal();
        world.Empty();
        world.HooksDone();
        Assert.Equal(predecessorGoesOn ? ["leave to predecessor", "drained"] : ["leave to predecessor", "stop listening", "drained"],
            world.NewDeeds().SkipWhile(deed => deed != "leave to predecessor"));
        string[] events = predecessorGoesOn ? ["ready", "stopping", "stopped"] : ["ready", "stopping", "predecessor gone", "stopped"];
        Assert.Equal(events, world.Observed.Events);
    }

    /// <summary>No process has accepted since: the predecessor has handed over, and this process has begun its drain.</summary>
    [Fact]
    public void A_process_whose_predecessor_has_finished_serves_the_backlog()
    {
        var world = LifecycleWorld.Serving(hasPredecessor: true);
        world.PredecessorGoesOn = false;
        world.StopSignal();
        world.Empty();
        world.HasBacklog = true;
        world.HooksDone();
        Assert.Equal(LifecycleState.Stopping, world.State);
        Assert.Equal(["leave to predecessor", "stop listening"], world.NewDeeds().TakeLast(2));
        world.PredecessorGone();
        Assert.Empty(world.NewDeeds());
        world.HasBacklog = false;
        world.Empty();
        Assert.Equal(["drained"], world.NewDeeds());
        Assert.Equal(["ready", "stopping", "predecessor gone", "stopped"], world.Observed.Events);
    }
}
