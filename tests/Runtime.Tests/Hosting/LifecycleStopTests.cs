using Graceful;
using Graceful.Hosting;

namespace Runtime.Tests.Hosting;

/// <summary>A stop in every state, a second one, and the deadlines of a stop.</summary>
public sealed class LifecycleStopTests
{
    private static readonly string[] Stop = ["say stopping", "stop application", "stop listening", "drain", "hooks within 5 s"];

    [Fact]
    public void A_stop_drains_without_a_successor_and_ends_after_the_last_connection_and_the_hooks()
    {
        var world = LifecycleWorld.Serving();
        world.StopSignal();
        Assert.Equal(LifecycleState.Stopping, world.State);
        Assert.Equal(Stop, world.NewDeeds());
        Assert.Null(world.Sink);

        world.Empty();
        Assert.Empty(world.NewDeeds());
        world.HooksDone();
        Assert.Equal(["drained"], world.NewDeeds());
        Assert.Equal(LifecycleState.Stopped, world.State);
        Assert.Null(world.Lifecycle.Deadlines.UntilNext);
        Assert.Equal(1, world.Log.Count($"All connections have been closed: 1 ended; exiting as {Environment.ProcessId}"));
    }

    [Fact]
    public void Hooks_that_end_before_the_connections_do_are_waited_for_no_longer()
    {
        var world = LifecycleWorld.Serving();
        world.StopSignal();
        world.HooksDone();
        Assert.Equal(LifecycleState.Stopping, world.State);
        world.Empty();
        Assert.Equal(LifecycleState.Stopped, world.State);
    }

    [Fact]
    public void A_stop_signal_is_announced_for_the_delay_and_then_drains()
    {
        var world = LifecycleWorld.Serving(configure: options => options.ShutdownDelay = TimeSpan.FromSeconds(10));
        world.StopSignal();
        Assert.Equal(LifecycleState.StopAnnounced, world.State);
        Assert.Empty(world.NewDeeds());
        Assert.Equal(["ready", "stopping"], world.Observed.Events);

        world.Pass(TimeSpan.FromSeconds(9.9));
        Assert.Empty(world.NewDeeds());
        world.Pass(TimeSpan.FromSeconds(0.1));
        Assert.Equal(Stop, world.NewDeeds());
        Assert.Equal(["ready", "stopping"], world.Observed.Events);
    }

    /// <summary>The signal of a supervisor that signals a whole process tree, and the one that the master passes on.</summary>
    [Fact]
    public void In_a_worker_a_second_stop_signal_within_a_second_is_the_same_request()
    {
        var world = new LifecycleWorld(sameStop: TimeSpan.FromSeconds(1));
        world.Started();
        world.NewDeeds();
        world.StopSignal();
        Assert.Equal(Stop, world.NewDeeds());

        world.Pass(TimeSpan.FromSeconds(0.9));
        world.StopSignal();
        Assert.Empty(world.NewDeeds());
        Assert.Equal(1, world.Log.Count("SIGTERM received again within 00:00:01"));

        world.Pass(TimeSpan.FromSeconds(0.1));
        world.NewDeeds();
        world.StopSignal();
        Assert.Equal(["exit 143"], world.NewDeeds());
    }

    [Fact]
    public void A_restart_is_refused_once_the_stop_is_announced_and_a_second_stop_signal_exits()
    {
        var world = LifecycleWorld.Serving(configure: options => options.ShutdownDelay = TimeSpan.FromSeconds(10));
        world.StopSignal();
        world.RestartSignal();
        Assert.Empty(world.Successors);
        world.StopSignal();
        Assert.Equal(["exit 143"], world.NewDeeds());
    }

    [Fact]
    public void The_host_that_stops_by_itself_cuts_the_delay_short()
    {
        var world = LifecycleWorld.Serving(configure: options => options.ShutdownDelay = TimeSpan.FromSeconds(10));
        world.StopSignal();
        world.HostStops();
        Assert.Equal(Stop, world.NewDeeds());
        world.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(["close idle"], world.NewDeeds());
    }

    [Fact]
    public void What_is_still_open_after_the_drain_time_is_described_before_it_is_aborted()
    {
        var world = LifecycleWorld.Serving();
        world.Connections = 25;
        world.StopSignal();
        world.HooksDone();
        world.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal(20, world.Log.Count("Still open: GET /slow for 6.0 s from 10.0.0."));
        Assert.Equal(1, world.Log.Count("Still open: 5 more; aborted now"));
        Assert.Contains("abort", world.NewDeeds());
    }

    [Fact]
    public void Requests_that_ignore_their_abort_do_not_keep_the_process()
    {
        var world = LifecycleWorld.Serving();
        world.StopSignal();
        world.HooksDone();
        world.Pass(TimeSpan.FromSeconds(6));
        Assert.Contains("drained", world.NewDeeds());
        world.Pass(TimeSpan.FromSeconds(4.9));
        Assert.Empty(world.NewDeeds());
        world.Pass(TimeSpan.FromSeconds(0.1));
        Assert.Equal(["abandon requests"], world.NewDeeds());
        Assert.Equal(1, world.Log.Count("3 connections have requests that ignore HttpContext.RequestAborted"));
    }

    [Fact]
    public void Connections_that_ignore_their_abort_are_not_logged_as_closed()
    {
        var world = LifecycleWorld.Serving();
        world.StopSignal();
        world.HooksDone();
        world.Pass(TimeSpan.FromSeconds(6));
        Assert.Equal(LifecycleState.Stopped, world.State);
        Assert.Equal(0, world.Log.Count("All connections have been closed"));
        Assert.Equal(1, world.Log.Count(
            "3 connections are still open after their abort, 1 ended; " +
            $"exiting as {Environment.ProcessId} after 6000 ms, their requests may delay the exit by up to 00:00:05"));
    }

    [Fact]
    public void A_stop_before_the_start_is_a_stop()
    {
        var world = new LifecycleWorld { Connections = 0 };
        world.StopSignal();
        Assert.Equal(Stop, world.NewDeeds());
        world.Started();
        world.HooksDone();
        Assert.Equal(["drained"], world.NewDeeds());
    }

    [Fact]
    public void A_stop_during_a_restart_ends_the_successor_first_and_waits_for_it()
    {
        var world = LifecycleWorld.Restarting();
        world.StopSignal();
        Assert.Equal(["SIGTERM to 1001", .. Stop.Where(deed => deed != "stop listening")], world.NewDeeds());

        world.Empty();
        world.HooksDone();
        Assert.Equal(LifecycleState.Stopping, world.State);

        world.Pass(TimeSpan.FromSeconds(2));
        Assert.Contains("SIGKILL to 1001", world.NewDeeds());
        world.Gone(137);
        Assert.Equal(LifecycleState.Stopped, world.State);
        Assert.Equal(["stop listening", "drained"], world.NewDeeds());
    }

    [Fact]
    public void The_time_to_start_is_over_when_a_stop_comes()
    {
        var world = LifecycleWorld.Restarting(options => options.StartTimeout = TimeSpan.FromSeconds(3));
        world.Pass(TimeSpan.FromSeconds(2));
        world.StopSignal();
        world.Gone(143);
        _ = world.NewDeeds();

        world.Pass(TimeSpan.FromSeconds(4));
        Assert.Equal(["close idle", "close idle", "close idle", "close idle"], world.NewDeeds());
        Assert.Equal(0, world.Log.Count("was not ready within"));
    }

    [Fact]
    public void A_stop_while_draining_lets_the_drain_go_on()
    {
        var world = LifecycleWorld.Draining();
        world.StopSignal();
        Assert.Empty(world.NewDeeds());
        Assert.Equal(LifecycleState.Draining, world.State);

        world.Empty();
        world.HooksDone();
        Assert.Equal(["hooks within 5 s", "finish 1001", "drained, handed over"], world.NewDeeds());
    }

    [Theory]
    [InlineData(Signal.SIGINT, 130)]
    [InlineData(Signal.SIGTERM, 143)]
    public void A_second_stop_signal_ends_the_process_at_once(Signal second, int code)
    {
        var world = LifecycleWorld.Serving();
        world.StopSignal(Signal.SIGTERM);
        _ = world.NewDeeds();
        world.StopSignal(second);
        Assert.Equal([$"exit {code}"], world.NewDeeds());
        Assert.Equal(1, world.Log.Count($"{second} received for the second time, exiting at once with {code}"));
    }

    [Fact]
    public void A_second_stop_signal_while_draining_ends_the_process_at_once()
    {
        var world = LifecycleWorld.Draining();
        world.StopSignal(Signal.SIGINT);
        world.StopSignal(Signal.SIGINT);
        Assert.Equal(["exit 130"], world.NewDeeds());
    }

    [Fact]
    public void The_host_may_stop_by_itself()
    {
        var world = LifecycleWorld.Serving();
        world.HostStops();
        Assert.Equal(LifecycleState.Stopping, world.State);
        Assert.Equal(Stop, world.NewDeeds());
        Assert.Equal(1, world.Log.Count("The application stops, draining first"));

        // ApplicationStopping and StoppingAsync both report it.
        world.HostStops();
        Assert.Empty(world.NewDeeds());
    }

    [Fact]
    public void A_host_that_fails_to_start_does_not_wait()
    {
        var world = new LifecycleWorld { Connections = 0 };
        world.HostStops();
        world.HooksDone();
        Assert.Equal([.. Stop, "drained"], world.NewDeeds());
    }

    [Fact]
    public void A_predecessor_that_still_drains_hears_of_the_stop_before_anything_else_happens()
    {
        var world = LifecycleWorld.Serving(hasPredecessor: true);
        world.StopSignal();
        Assert.Equal("say stopping", world.NewDeeds()[0]);

        world.PredecessorGone();
        world.Empty();
        world.HooksDone();
        Assert.Equal(LifecycleState.Stopped, world.State);
    }

    [Fact]
    public void The_deadlines_of_a_stop_close_the_idle_abort_the_rest_and_wait_no_longer()
    {
        var world = LifecycleWorld.Serving();
        world.StopSignal();
        _ = world.NewDeeds();

        world.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(["close idle"], world.NewDeeds());
        world.Pass(TimeSpan.FromSeconds(4));
        
        // Once a second, the last time together with the deadline.
        Assert.Equal(["close idle", "close idle", "close idle", "close idle", "abort"], world.NewDeeds());
        world.Pass(TimeSpan.FromSeconds(0.999));
        Assert.Equal(LifecycleState.Stopping, world.State);
        world.Pass(TimeSpan.FromSeconds(0.001));
        Assert.Equal(["drained"], world.NewDeeds());
    }

    [Fact]
    public void A_drain_without_time_aborts_at_once()
    {
        var world = LifecycleWorld.Serving(configure: options => options.DrainTimeout = TimeSpan.Zero);
        world.StopSignal();
        _ = world.NewDeeds();
        world.Pass(TimeSpan.Zero);
        Assert.Equal(["abort", "close idle"], world.NewDeeds().Order());
    }

    [Fact]
    public void A_hook_that_does_not_end_is_left_behind()
    {
        var world = LifecycleWorld.Serving();
        world.StopSignal();
        world.Empty();
        world.Pass(TimeSpan.FromSeconds(5));
        Assert.DoesNotContain("abort", world.Deeds);
        Assert.Equal(LifecycleState.Stopping, world.State);
        world.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(LifecycleState.Stopped, world.State);
        Assert.True(world.HooksAreRunning);
    }
}
