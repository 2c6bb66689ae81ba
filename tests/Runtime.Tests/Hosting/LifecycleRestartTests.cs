using Graceful.Hosting;
using Microsoft.Extensions.Logging;

namespace Runtime.Tests.Hosting;

/// <summary>From the signal to the end of the old process, and every way in which a successor fails before it is ready.</summary>
public sealed class LifecycleRestartTests
{
    [Fact]
    public void Nothing_is_done_before_the_endpoints_accept()
    {
        var world = new LifecycleWorld();
        Assert.Equal(LifecycleState.Starting, world.State);
        Assert.Empty(world.Deeds);

        world.Started();
        Assert.Equal(LifecycleState.Serving, world.State);
        Assert.Equal(["ready"], world.Deeds);
        Assert.Null(world.Lifecycle.Deadlines.UntilNext);
    }

    [Fact]
    public void A_restart_hands_over_when_the_successor_is_ready_and_ends_without_connections()
    {
        var world = LifecycleWorld.Serving();

        world.RestartSignal();
        Assert.Equal(LifecycleState.Restarting, world.State);
        Assert.Equal(["launch 1001"], world.NewDeeds());

        world.Ready();
        Assert.Equal(LifecycleState.Draining, world.State);
        Assert.Equal(["drain to 1001"], world.NewDeeds());
        Assert.Same(world.Successor, world.Sink);

        world.Empty();
        Assert.Equal(LifecycleState.Draining, world.State);
        Assert.Equal(["hooks within 5 s"], world.NewDeeds());

        world.HooksDone();
        Assert.Equal(LifecycleState.Stopped, world.State);
        Assert.Equal(["finish 1001", "drained, handed over"], world.NewDeeds());
        Assert.Null(world.Lifecycle.Deadlines.UntilNext);
    }

    [Fact]
    public void A_program_that_has_not_changed_is_logged()
    {
        var world = LifecycleWorld.Serving();
        world.RestartSignal();
        Assert.Equal(0, world.Log.Count("has not changed"));

        world = LifecycleWorld.Serving();
        world.UnchangedFile = "/srv/releases/1/app";
        world.RestartSignal();
        Assert.Equal(1, world.Log.Count("The program file /srv/releases/1/app has not changed"));
    }

    /// <summary>Without it, the ready successor would be killed after StartTimeout, and both processes would end.</summary>
    [Fact]
    public void A_ready_successor_is_not_killed_when_StartTimeout_is_over()
    {
        var world = LifecycleWorld.Restarting(options =>
            (options.StartTimeout, options.DrainTimeout) = (TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(1)));
        world.Ready();
        world.Pass(TimeSpan.FromSeconds(30));
        Assert.DoesNotContain(world.Deeds, deed => deed.StartsWith("SIG", StringComparison.Ordinal));
        Assert.Equal(LifecycleState.Draining, world.State);
    }

    [Fact]
    public void Single_generation_services_stop_at_the_hand_over_and_the_successor_is_told()
    {
        var world = LifecycleWorld.Restarting();
        Assert.True(world.ServicesRun);
        world.Ready();
        Assert.False(world.ServicesRun);
        Assert.True(world.Successor.MayRunServices);

        world.Gone();
        Assert.True(world.ServicesRun);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Single_generation_services_of_a_successor_start_when_those_of_its_predecessor_have_stopped(bool isTold)
    {
        var world = LifecycleWorld.Serving(hasPredecessor: true);
        Assert.False(world.ServicesRun);
        if (isTold)
        {
            world.PredecessorServicesStopped();
        }
        else
        {
            world.PredecessorGone(inOrder: false);
        }

        Assert.True(world.ServicesRun);
    }

    [Fact]
    public void The_log_tells_a_restart_line_by_line()
    {
        var world = LifecycleWorld.Draining();
        world.Empty();
        world.HooksDone();

        var own = Environment.ProcessId;
        Assert.Equal(
            [
                "SIGUSR2 received, restarting gracefully",
                $"Successor 1001 has been started, waiting up to 00:01:00 for it to be ready; still serving as {own}",
                "Successor 1001 is ready after 0 ms",
                $"Stopped accepting new connections as {own}",
                "Waiting for 3 connections to be closed, up to 00:00:05",
                $"All connections have been closed: 2 moved to process 1001, 1 ended here; exiting as {own} after 0 ms",
            ],
            world.Log.Lines.Select(line => line.Text));
    }

    [Fact]
    public void A_process_without_connections_hands_over_at_once()
    {
        var world = LifecycleWorld.Restarting();
        world.Connections = 0;
        world.Ready();
        world.HooksDone();
        Assert.Equal(["drain to 1001", "hooks within 5 s", "finish 1001", "drained, handed over"], world.NewDeeds());
    }

    [Fact]
    public void A_launch_that_fails_changes_nothing_and_the_next_signal_tries_again()
    {
        var world = LifecycleWorld.Serving();
        world.LaunchFailure = new FileNotFoundException("posix_spawn failed for ./app: No such file or directory (errno 2)");

        world.RestartSignal();
        Assert.Equal(LifecycleState.Serving, world.State);
        Assert.Null(world.Lifecycle.Deadlines.UntilNext);
        Assert.Contains(world.Log.Lines,
            line => line.Level == LogLevel.Error && line.Text.Contains("./app: No such file", StringComparison.Ordinal));

        world.RestartSignal();
        Assert.Equal(LifecycleState.Restarting, world.State);
        Assert.Equal(["launch fails", "launch 1001"], world.NewDeeds());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public void A_successor_that_exits_before_it_is_ready_changes_nothing_whatever_its_exit_code(int code)
    {
        var world = LifecycleWorld.Restarting();

        world.Gone(code);
        Assert.Equal(LifecycleState.Serving, world.State);
        Assert.Empty(world.NewDeeds());
        Assert.Null(world.Lifecycle.Deadlines.UntilNext);
        Assert.Contains(
            world.Log.Lines,
            line => line.Level == LogLevel.Error &&
                line.Text.StartsWith($"Successor 1001 exited with {code} before it was ready", StringComparison.Ordinal));

        world.RestartSignal();
        world.Ready();
        Assert.Equal(["launch 1002", "drain to 1002"], world.NewDeeds());
    }

    [Fact]
    public void The_error_output_of_a_successor_follows_its_exit_status()
    {
        var world = LifecycleWorld.Restarting();
        world.Successor.ErrorOutput = "Unhandled exception. No such table";
        world.Gone(134);
        Assert.Equal(
            $"Successor 1001 exited with 134 before it was ready; still serving as {Environment.ProcessId}, " +
            $"fix the problem and send the signal again; "
                + "its stderr: Unhandled exception. No such table",
            world.Log.Lines[^1].Text);
    }

    [Fact]
    public void A_successor_that_only_closes_the_channel_is_killed()
    {
        var world = LifecycleWorld.Restarting();
        world.Gone(exitCode: null);
        Assert.Equal(["SIGKILL to 1001"], world.NewDeeds());
        Assert.Equal(LifecycleState.Serving, world.State);
    }

    [Fact]
    public void A_successor_that_is_not_ready_in_time_gets_SIGTERM_and_then_SIGKILL()
    {
        var world = LifecycleWorld.Restarting();

        world.Pass(TimeSpan.FromSeconds(59.999));
        Assert.Empty(world.NewDeeds());

        world.Pass(TimeSpan.FromSeconds(0.001));
        Assert.Equal(["SIGTERM to 1001"], world.NewDeeds());
        Assert.Equal(LifecycleState.Restarting, world.State);
        Assert.Equal(1, world.Log.Count("Successor 1001 was not ready within 00:01:00 and is killed"));

        world.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal(["SIGKILL to 1001"], world.NewDeeds());

        world.Gone(137);
        Assert.Equal(LifecycleState.Serving, world.State);
        Assert.Null(world.Lifecycle.Deadlines.UntilNext);
        world.RestartSignal();
        Assert.Equal(["launch 1002"], world.NewDeeds());
    }

    [Fact]
    public void A_successor_that_ends_on_SIGTERM_is_not_killed()
    {
        var world = LifecycleWorld.Restarting();
        world.Pass(TimeSpan.FromSeconds(60));
        world.Gone(143);
        world.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(["SIGTERM to 1001"], world.NewDeeds());
    }

    [Fact]
    public void A_successor_that_gets_ready_after_it_was_told_to_end_gets_nothing()
    {
        var world = LifecycleWorld.Restarting();
        world.Pass(TimeSpan.FromSeconds(60));
        Assert.Equal(["SIGTERM to 1001"], world.NewDeeds());

        // The two cross: it was ready before SIGTERM arrived. Now it drains its connections and ends in order.
        world.Ready();
        Assert.Equal(LifecycleState.Restarting, world.State);
        Assert.Empty(world.NewDeeds());

        world.Gone(0, inOrder: true);
        Assert.Equal(LifecycleState.Serving, world.State);
        Assert.Empty(world.NewDeeds());
        world.RestartSignal();
        Assert.Equal(["launch 1002"], world.NewDeeds());
    }

    [Fact]
    public void News_of_an_earlier_successor_are_not_taken_for_those_of_the_present_one()
    {
        var world = LifecycleWorld.Restarting();
        var first = world.Successor;
        world.Gone(1);
        world.RestartSignal();
        _ = world.NewDeeds();

        world.Ready(first);
        world.Gone(1, successor: first);
        Assert.Equal(LifecycleState.Restarting, world.State);
        Assert.Empty(world.NewDeeds());
    }

    [Fact]
    public void A_second_ready_is_of_no_account()
    {
        var world = LifecycleWorld.Draining();
        world.Ready();
        Assert.Empty(world.NewDeeds());
    }
}
