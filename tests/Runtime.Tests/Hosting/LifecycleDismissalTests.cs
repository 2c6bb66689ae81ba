using Graceful.Hosting;

namespace Runtime.Tests.Hosting;

/// <summary>A stop while a successor is starting: the successor is stopped first, and gets its own time for that.</summary>
public sealed class LifecycleDismissalTests
{
    private static readonly string[] Stop = ["say stopping", "stop application", "stop listening", "drain", "hooks within 5 s"];

    [Fact]
    public void A_successor_is_ended_first_and_the_delay_follows()
    {
        var world = LifecycleWorld.Restarting(options => options.ShutdownDelay = TimeSpan.FromSeconds(10));
        world.StopSignal();
        Assert.Equal(["SIGTERM to 1001"], world.NewDeeds());
        world.Gone(0, inOrder: true);
        Assert.Equal(LifecycleState.StopAnnounced, world.State);
        world.Pass(TimeSpan.FromSeconds(10));
        Assert.Equal(Stop, world.NewDeeds());
        world.Empty();
        world.HooksDone();
        Assert.Equal(["drained"], world.NewDeeds());
    }

    [Fact]
    public void A_successor_whose_READY_crossed_the_SIGTERM_gets_the_time_to_drain()
    {
        var world = LifecycleWorld.Restarting();
        world.StopSignal();
        world.Ready();
        _ = world.NewDeeds();

        // DrainTimeout each for its requests and its hooks, one second to notice the abort, and two seconds to exit.
        world.Pass(TimeSpan.FromSeconds(12.9));
        Assert.DoesNotContain("SIGKILL to 1001", world.NewDeeds());
        world.Pass(TimeSpan.FromSeconds(0.1));
        Assert.Contains("SIGKILL to 1001", world.NewDeeds());
    }

    [Fact]
    public void A_stop_leaves_a_successor_its_time_that_was_ready_too_late()
    {
        var world = LifecycleWorld.Restarting(options => options.StartTimeout = TimeSpan.FromSeconds(20));
        world.Pass(TimeSpan.FromSeconds(20));
        Assert.Contains("SIGTERM to 1001", world.NewDeeds());
        world.Ready();
        world.StopSignal();
        world.Pass(TimeSpan.FromSeconds(12.9));
        var deeds = world.NewDeeds();
        Assert.DoesNotContain("SIGTERM to 1001", deeds);
        Assert.DoesNotContain("SIGKILL to 1001", deeds);
        world.Pass(TimeSpan.FromSeconds(0.1));
        Assert.Contains("SIGKILL to 1001", world.NewDeeds());
    }

    [Fact]
    public void And_the_time_to_serve_on_where_stops_are_announced()
    {
        var world = LifecycleWorld.Restarting(options => options.ShutdownDelay = TimeSpan.FromSeconds(30));
        world.StopSignal();
        world.Ready();
        world.Pass(TimeSpan.FromSeconds(42.9));
        Assert.DoesNotContain("SIGKILL to 1001", world.NewDeeds());
        world.Pass(TimeSpan.FromSeconds(0.1));
        Assert.Contains("SIGKILL to 1001", world.NewDeeds());
    }

    [Fact]
    public void A_second_stop_signal_takes_a_successor_along_that_is_not_ready()
    {
        var world = LifecycleWorld.Restarting();
        world.StopSignal();
        _ = world.NewDeeds();
        world.StopSignal();
        Assert.Equal(["SIGKILL to 1001", "exit 143"], world.NewDeeds());
    }

    [Fact]
    public void A_second_stop_signal_leaves_a_successor_alone_that_has_requests_of_its_own()
    {
        var world = LifecycleWorld.Restarting();
        world.StopSignal();
        world.Ready();
        _ = world.NewDeeds();
        world.StopSignal();
        Assert.Equal(["exit 143"], world.NewDeeds());
    }

    [Fact]
    public void A_successor_that_gets_ready_during_a_stop_gets_nothing()
    {
        var world = LifecycleWorld.Restarting();
        world.StopSignal();
        _ = world.NewDeeds();
        world.Ready();
        Assert.Empty(world.NewDeeds());
        Assert.Equal(LifecycleState.Stopping, world.State);
    }
}
