namespace Runtime.Tests.Hosting;

/// <summary>The time in which connections move to a successor when DrainTimeout is shorter: it is for requests.</summary>
public sealed class LifecycleMoveTimeTests
{
    [Fact]
    public void Requests_are_aborted_at_the_limit_and_connections_that_can_move_after_a_second()
    {
        var world = LifecycleWorld.Draining(options => options.DrainTimeout = TimeSpan.FromSeconds(0.1));
        world.Moving = 2;
        world.Pass(TimeSpan.FromSeconds(0.1));
        Assert.Contains("abort requests", world.NewDeeds());
        Assert.Equal(1, world.Log.Count("1 connections were still open after 00:00:00.1000000"));
        world.Pass(TimeSpan.FromSeconds(0.89));
        Assert.DoesNotContain("abort", world.NewDeeds());
        world.Pass(TimeSpan.FromSeconds(0.01));
        Assert.Contains("abort", world.NewDeeds());
        world.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(["hooks within 0.1 s"], world.NewDeeds());
    }

    [Fact]
    public void When_all_can_move_nothing_is_aborted_or_logged_at_the_limit()
    {
        var world = LifecycleWorld.Draining(options => options.DrainTimeout = TimeSpan.Zero);
        world.Moving = world.Connections;
        world.Pass(TimeSpan.FromSeconds(0.5));
        Assert.DoesNotContain("abort requests", world.NewDeeds());
        world.Empty();
        Assert.Equal(["hooks within 0 s"], world.NewDeeds());
        Assert.Equal(0, world.Log.Count("still open"));
    }

    [Fact]
    public void A_stop_without_a_successor_aborts_everything_at_the_limit()
    {
        var world = LifecycleWorld.Serving(configure: options => options.DrainTimeout = TimeSpan.FromSeconds(0.1));
        world.Moving = 2;
        world.StopSignal();
        world.Pass(TimeSpan.FromSeconds(0.1));
        Assert.Contains("abort", world.NewDeeds());
        Assert.Equal(1, world.Log.Count("3 connections were still open after 00:00:00.1000000"));
    }
}
