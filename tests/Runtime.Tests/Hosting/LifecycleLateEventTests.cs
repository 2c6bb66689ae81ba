using Graceful.Hosting;

namespace Runtime.Tests.Hosting;

/// <summary>Events that arrive after the state has changed, and values that one restart leaves to the next.</summary>
public sealed class LifecycleLateEventTests
{
    private static readonly string[] Stop = ["say stopping", "stop application", "stop listening", "drain", "hooks within 5 s"];

    [Fact]
    public void A_predecessor_whose_services_have_stopped_is_announced_to_the_observers()
    {
        var world = LifecycleWorld.Serving(hasPredecessor: true);
        world.PredecessorServicesStopped();
        Assert.Equal(["ready", "predecessor's services stopped"], world.Observed.Events);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_process_that_stops_does_not_start_single_generation_services(bool isTold)
    {
        var world = LifecycleWorld.Serving(hasPredecessor: true);
        world.StopSignal();
        if (isTold)
        {
            world.PredecessorServicesStopped();
        }
        else
        {
            world.PredecessorGone();
        }

        Assert.False(world.ServicesRun);
    }

    [Fact]
    public void A_restart_that_waits_for_the_predecessor_is_dropped_by_a_stop()
    {
        var world = LifecycleWorld.Serving(hasPredecessor: true);
        world.RestartSignal();
        world.StopSignal();
        Assert.Equal(Stop.Where(deed => deed != "stop listening"), world.NewDeeds());
        world.PredecessorGone();
        Assert.Equal(["stop listening"], world.NewDeeds());
        Assert.Equal(LifecycleState.Stopping, world.State);
    }

    [Fact]
    public void A_stop_of_the_host_that_the_lifecycle_has_caused_is_not_logged_as_its_own()
    {
        var world = LifecycleWorld.Serving();
        world.StopSignal();
        world.HostStops();
        world.Empty();
        world.HooksDone();
        world.HostStops();
        Assert.Equal(0, world.Log.Count("The application stops"));

        world = LifecycleWorld.Draining();
        world.StopSignal();
        world.HostStops();
        Assert.Equal(0, world.Log.Count("The application stops"));
    }

    [Fact]
    public void A_stop_before_the_start_has_no_delay()
    {
        var world = new LifecycleWorld(configure: options => options.ShutdownDelay = TimeSpan.FromSeconds(10));
        world.StopSignal();
        Assert.Equal(Stop, world.NewDeeds());
    }

    [Fact]
    public void A_delay_that_the_host_cuts_short_does_not_end_once_more()
    {
        var world = LifecycleWorld.Serving(configure: options => options.ShutdownDelay = TimeSpan.FromSeconds(3));
        world.StopSignal();
        world.HostStops();
        Assert.Equal(Stop, world.NewDeeds());
        world.Pass(TimeSpan.FromSeconds(3.5));
        Assert.Equal(["close idle", "close idle", "close idle"], world.NewDeeds());
    }

    [Fact]
    public void The_SIGKILL_of_a_successor_that_has_gone_is_cancelled()
    {
        var world = LifecycleWorld.Restarting(options => options.ShutdownDelay = TimeSpan.FromSeconds(10));
        world.StopSignal();
        world.Gone(0, inOrder: true);
        Assert.Equal(TimeSpan.FromSeconds(10), world.Lifecycle.Deadlines.UntilNext);

        world = LifecycleWorld.Restarting(
            options => (options.IdleLinger, options.DrainTimeout) = (TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(9)));
        world.StopSignal();
        world.Gone(0, inOrder: true);
        Assert.Equal(TimeSpan.FromSeconds(9), world.Lifecycle.Deadlines.UntilNext);
    }

    [Fact]
    public void The_next_successor_after_one_that_was_ready_too_late_is_an_ordinary_one()
    {
        var world = LifecycleWorld.Restarting();
        world.Pass(TimeSpan.FromSeconds(60));
        world.Ready();
        world.Gone(0, inOrder: true);
        world.RestartSignal();
        world.Ready();
        Assert.Equal(["SIGTERM to 1001", "launch 1002", "drain to 1002"], world.NewDeeds());

        world = LifecycleWorld.Restarting();
        world.Pass(TimeSpan.FromSeconds(60));
        world.Ready();
        world.Gone(0, inOrder: true);
        world.RestartSignal();
        world.StopSignal();
        _ = world.NewDeeds();
        world.StopSignal();
        Assert.Equal(["SIGKILL to 1002", "exit 143"], world.NewDeeds());
    }

    [Fact]
    public void READY_of_an_earlier_successor_gives_the_present_one_no_more_time()
    {
        var world = LifecycleWorld.Restarting();
        var first = world.Successor;
        world.Gone(1);
        world.RestartSignal();
        world.Pass(TimeSpan.FromSeconds(60));
        _ = world.NewDeeds();
        world.Ready(first);
        world.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal(["SIGKILL to 1002"], world.NewDeeds());
    }

    /// <summary>The last connection ended while the successor died: the take-back comes first.</summary>
    [Fact]
    public void An_empty_process_that_serves_again_does_not_end()
    {
        var world = LifecycleWorld.Draining();
        world.GoneBeforeEmpty();
        Assert.Equal(LifecycleState.Serving, world.State);
        Assert.Equal(["call off"], world.NewDeeds());
    }

    [Fact]
    public void Hooks_run_once_when_a_request_ends_after_its_abort()
    {
        var world = LifecycleWorld.Draining();
        world.Pass(TimeSpan.FromSeconds(6));
        Assert.Contains("hooks within 5 s", world.NewDeeds());
        world.Empty();
        Assert.Empty(world.NewDeeds());
    }

    [Fact]
    public void Requests_that_ignore_their_abort_are_aborted_once()
    {
        var world = LifecycleWorld.Draining();
        world.Pass(TimeSpan.FromSeconds(6));
        Assert.Contains("abort", world.NewDeeds());
        world.Pass(TimeSpan.FromSeconds(5.5));
        Assert.Empty(world.NewDeeds());
        Assert.Equal(1, world.Log.Count("were still open after"));
    }

    [Fact]
    public void A_process_without_connections_that_waits_for_the_end_of_its_successor_aborts_nothing()
    {
        var world = LifecycleWorld.Draining();
        world.Successor.HasEnded = true;
        world.Empty();
        world.Pass(TimeSpan.FromSeconds(5.5));
        Assert.DoesNotContain("abort", world.NewDeeds());
    }

    [Fact]
    public void Idle_connections_are_not_closed_between_the_abort_and_the_end()
    {
        var world = LifecycleWorld.Draining(options => options.IdleLinger = TimeSpan.FromSeconds(0.3));
        world.Pass(TimeSpan.FromSeconds(5));
        _ = world.NewDeeds();
        world.Pass(TimeSpan.FromSeconds(0.9));
        Assert.Empty(world.NewDeeds());
    }

    [Fact]
    public void Idle_connections_are_looked_for_until_none_is_left()
    {
        var world = LifecycleWorld.Serving();
        world.StopSignal();
        world.Empty();
        _ = world.NewDeeds();
        world.Pass(TimeSpan.FromSeconds(4.5));
        Assert.Equal(["close idle"], world.NewDeeds());
    }

    [Fact]
    public void Connections_that_the_successor_answers_for_after_the_deadline_let_the_process_end()
    {
        var world = LifecycleWorld.Draining();
        world.Successor.Unanswered = 1;
        world.Pass(TimeSpan.FromSeconds(6.5));
        Assert.DoesNotContain("hooks within 5 s", world.NewDeeds());
        world.Successor.Unanswered = 0;
        world.Pass(TimeSpan.FromSeconds(0.5));
        Assert.Equal(["hooks within 5 s"], world.NewDeeds());
    }

    [Fact]
    public void A_successor_that_dies_after_a_stop_leaves_the_whole_time_to_drain()
    {
        var world = LifecycleWorld.Draining();
        world.Successor.Unanswered = 1;
        world.StopSignal();
        world.Pass(TimeSpan.FromSeconds(5.5));
        world.Gone();
        Assert.Equal(Stop, world.NewDeeds().TakeLast(5));
        world.Pass(TimeSpan.FromSeconds(4.9));
        Assert.Equal(LifecycleState.Stopping, world.State);
        Assert.DoesNotContain("abort", world.NewDeeds());
    }

    [Fact]
    public void The_host_is_told_once_also_in_the_next_drain()
    {
        var world = LifecycleWorld.Draining();
        world.Pass(TimeSpan.FromSeconds(4.5));
        world.Gone();
        world.RestartSignal();
        world.Ready();
        _ = world.NewDeeds();
        world.Pass(TimeSpan.FromSeconds(4.5));
        Assert.DoesNotContain("stop application", world.NewDeeds());
    }

    [Fact]
    public void As_many_connections_as_are_described_have_no_line_for_the_rest()
    {
        var world = LifecycleWorld.Serving();
        world.Connections = 20;
        world.StopSignal();
        world.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal(20, world.Log.Count("Still open: GET /slow"));
        Assert.Equal(0, world.Log.Count("more"));
    }

    [Theory]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(UnauthorizedAccessException))]
    [InlineData(typeof(OutOfMemoryException))]
    [InlineData(typeof(EntryPointNotFoundException))]
    public void A_launch_that_the_system_refuses_changes_nothing(Type refusal)
    {
        var world = LifecycleWorld.Serving();
        world.LaunchFailure = (Exception)Activator.CreateInstance(refusal, "no")!;
        world.RestartSignal();
        Assert.Equal(LifecycleState.Serving, world.State);
        Assert.Equal(["launch fails"], world.NewDeeds());
        Assert.Equal(1, world.Log.Count("The successor could not be started: no"));
    }
}
