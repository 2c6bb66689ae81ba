using Graceful.Hosting;

namespace Runtime.Tests.Hosting;

/// <summary>A drain into a successor: its deadlines and its hooks.</summary>
public sealed class LifecycleDrainTests
{
    [Fact]
    public void Idle_connections_are_closed_after_the_linger()
    {
        var world = LifecycleWorld.Draining();
        world.Pass(TimeSpan.FromSeconds(0.999));
        Assert.Empty(world.NewDeeds());
        world.Pass(TimeSpan.FromSeconds(0.001));
        Assert.Equal(["close idle"], world.NewDeeds());
    }

    [Theory]
    [InlineData(5, 4)]
    [InlineData(60, 59)]
    [InlineData(2, 1.5)]
    public void Long_requests_are_told_once_shortly_before_they_are_aborted(double drainTimeout, double toldAfter)
    {
        var world = LifecycleWorld.Draining(options => options.DrainTimeout = TimeSpan.FromSeconds(drainTimeout));
        world.Pass(TimeSpan.FromSeconds(toldAfter - 0.001));
        Assert.DoesNotContain("stop application", world.NewDeeds());
        world.Pass(TimeSpan.FromSeconds(0.001));
        Assert.Contains("stop application", world.NewDeeds());
        world.Pass(TimeSpan.FromSeconds(drainTimeout - toldAfter));
        Assert.DoesNotContain("stop application", world.NewDeeds());
    }

    [Fact]
    public void Connections_on_their_way_to_the_successor_are_not_given_up_at_the_deadline()
    {
        var world = LifecycleWorld.Draining();
        world.Successor.Unanswered = 2;
        world.Pass(TimeSpan.FromSeconds(60));
        Assert.Equal(LifecycleState.Draining, world.State);
        Assert.DoesNotContain("hooks within 5 s", world.Deeds);

        world.Unresponsive();
        world.Gone(137);
        Assert.Equal(LifecycleState.Serving, world.State);
        Assert.Equal(1,
            world.Log.Count("Successor 1001 was ready but did not answer within 00:00:03 and is killed; 2 connections return to"));
    }

    [Fact]
    public void Connections_that_were_busy_or_opening_are_closed_later()
    {
        var world = LifecycleWorld.Draining();
        world.Pass(TimeSpan.FromSeconds(1));
        _ = world.NewDeeds();
        world.Pass(TimeSpan.FromSeconds(0.999));
        Assert.Empty(world.NewDeeds());
        world.Pass(TimeSpan.FromSeconds(0.001));
        Assert.Equal(["close idle"], world.NewDeeds());

        world.Empty();
        _ = world.NewDeeds();
        world.Pass(TimeSpan.FromSeconds(2.9));
        Assert.Empty(world.NewDeeds());
    }

    [Fact]
    public void Without_a_linger_what_idles_is_looked_at_four_times_a_second()
    {
        var world = LifecycleWorld.Draining(options => options.IdleLinger = TimeSpan.Zero);
        world.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(5, world.NewDeeds().Count(deed => deed == "close idle"));
    }

    [Fact]
    public void The_linger_never_exceeds_the_drain()
    {
        var world = LifecycleWorld.Draining(
            options => (options.IdleLinger, options.DrainTimeout) = (TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(3)));
        world.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal(["abort", "close idle", "stop application"], world.NewDeeds().Order());
    }

    [Fact]
    public void What_is_left_at_the_deadline_is_aborted_and_named()
    {
        var world = LifecycleWorld.Draining();
        world.Pass(TimeSpan.FromSeconds(1));
        _ = world.NewDeeds();

        world.Pass(TimeSpan.FromSeconds(4));

        // Once a second, the last time together with the deadline.
        Assert.Equal(
            ["close idle", "close idle", "close idle", "close idle", "abort"], world.NewDeeds().Where(deed => deed != "stop application"));
        Assert.Equal(1, world.Log.Count("3 connections were still open after 00:00:05 and are aborted; raise Graceful:DrainTimeout"));

        world.Empty();
        world.HooksDone();
        Assert.Equal(["hooks within 5 s", "finish 1001", "drained, handed over"], world.NewDeeds());
    }

    [Fact]
    public void A_request_that_does_not_notice_its_abort_keeps_neither_the_hooks_nor_the_process()
    {
        var world = LifecycleWorld.Draining();
        world.Pass(TimeSpan.FromSeconds(5));
        _ = world.NewDeeds();

        world.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(["hooks within 5 s"], world.NewDeeds());
        world.HooksDone();
        Assert.Equal(["finish 1001", "drained, handed over"], world.NewDeeds());
    }

    [Fact]
    public void Connections_that_ignore_their_abort_are_not_logged_as_closed()
    {
        var world = LifecycleWorld.Draining();
        world.Pass(TimeSpan.FromSeconds(6));
        world.HooksDone();
        Assert.Equal(LifecycleState.Stopped, world.State);
        Assert.Equal(0, world.Log.Count("All connections have been closed"));
        Assert.Equal(1, world.Log.Count(
            "3 connections are still open after their abort, 2 moved to process 1001, 1 ended here; " +
            $"exiting as {Environment.ProcessId} after 6000 ms, their requests may delay the exit by up to 00:00:05"));
    }

    [Fact]
    public void Hooks_have_their_own_time_after_a_hand_over()
    {
        var world = LifecycleWorld.Draining();
        world.Pass(TimeSpan.FromSeconds(4.9));
        world.Empty();
        _ = world.NewDeeds();

        // Their token is cancelled after DrainTimeout. A second later the process ends without them.
        world.Pass(TimeSpan.FromSeconds(5));
        Assert.Empty(world.NewDeeds());
        Assert.Equal(LifecycleState.Draining, world.State);
        world.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(["finish 1001", "drained, handed over"], world.NewDeeds());

        // The late end of the hooks has no effect.
        world.HooksDone();
        Assert.Empty(world.NewDeeds());
    }

    [Fact]
    public void A_service_that_does_not_stop_does_not_keep_a_process_that_has_handed_over()
    {
        var world = new LifecycleWorld(hostLimit: TimeSpan.FromSeconds(35));
        world.Started();
        world.RestartSignal();
        world.Ready();
        world.Empty();
        world.HooksDone();
        Assert.Contains("drained, handed over", world.NewDeeds());

        world.Pass(TimeSpan.FromSeconds(39.999));
        Assert.Empty(world.NewDeeds());
        world.Pass(TimeSpan.FromSeconds(0.001));
        Assert.Equal(["exit 0"], world.NewDeeds());
        Assert.Equal(1, world.Log.Count("The host has not stopped within 00:00:40 after the hand-over"));
    }

    [Fact]
    public void At_a_stop_the_supervisor_limits_it()
    {
        var world = new LifecycleWorld(hostLimit: TimeSpan.FromSeconds(35));
        world.Started();
        world.StopSignal();
        world.HooksDone();
        world.Empty();
        Assert.Contains("drained", world.NewDeeds());

        world.Pass(TimeSpan.FromMinutes(10));
        Assert.Empty(world.NewDeeds());
    }
}
