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
        Assert.Equal(["hooks within 5 s", "finish 1001", "drained"], world.NewDeeds());
        Assert.Equal(["stopping", "stopped"], world.Observed.Events.TakeLast(2));
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
        Assert.Equal(["leave to predecessor", "drained"], world.NewDeeds().TakeLast(2));
        string[] events = predecessorGoesOn ? ["ready", "stopping", "stopped"] : ["ready", "stopping", "predecessor gone", "stopped"];
        Assert.Equal(events, world.Observed.Events);
    }
}
