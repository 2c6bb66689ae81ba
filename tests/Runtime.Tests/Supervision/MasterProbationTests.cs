using Graceful.Supervision;

namespace Runtime.Tests.Supervision;

/// <summary>A new version that fails soon after a restart.</summary>
public sealed class MasterProbationTests
{
    private const int SIGTERM = 15;

    [Fact]
    public void A_new_version_that_dies_on_probation_is_replaced_by_the_previous_one_at_once()
    {
        var (world, old) = MasterWorld.Serving();
        var program = old.Program!.Fd;
        var successor = world.Replace(old);

        world.Exit(successor, 1);

        Assert.Equal(program, world.Starts[^1].Program);
        Assert.Equal(1, world.Starts[^1].Sockets);
        Assert.Contains(program, world.ClosedPrograms);
        world.Serve(world.Starts[^1].Worker);
        Assert.Equal(1, world.Log.Count("The previous version serves again"));
    }

    [Fact]
    public void After_the_probation_a_crash_is_a_crash_of_the_new_version()
    {
        var (world, old) = MasterWorld.Serving();
        var program = old.Program!.Fd;
        var successor = world.Replace(old);
        Assert.False(world.Master.IsSettled);

        for (var time = TimeSpan.Zero; time < new Graceful.GracefulOptions().ProbationTime; time += TimeSpan.FromSeconds(1))
        {
            world.Master.OnHeartbeat(successor);
            world.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.True(world.Master.IsSettled);
        Assert.Contains(program, world.ClosedPrograms);
        world.Exit(successor, 1);
        world.Advance(RestartBackOff.Shortest);

        Assert.Equal(-1, world.Starts[^1].Program);
    }

    /// <summary>The check of <c>AddGraceful()</c> is unhealthy from the stop signal on.</summary>
    [Fact]
    public void A_new_version_that_was_told_to_stop_is_not_unhealthy()
    {
        var (world, old) = MasterWorld.Serving();
        var successor = world.HandOver(old);
        world.Master.OnStopping(successor);
        world.Master.OnUnhealthy(successor, "graceful");
        world.Exit(old, 0);
        Assert.Single(world.Starts);
        world.Exit(successor, 0);
        Assert.Equal(0, world.Master.ExitCode);
    }

    [Fact]
    public void A_hand_over_after_a_stop_begins_no_probation()
    {
        var (world, old) = MasterWorld.Serving();
        world.Master.OnRestartBegins(old);
        world.Master.OnStopSignal("SIGTERM", SIGTERM);
        var successor = world.HandOver(old);
        Assert.DoesNotContain($"serves {successor.Pid}", world.Reports);
        world.Master.OnUnhealthy(successor, "graceful");
        world.Exit(old, 0);
        world.Kill(successor);
        Assert.Single(world.Starts);
        Assert.NotNull(world.Master.ExitCode);
    }

    [Fact]
    public void A_restart_of_the_same_program_has_no_probation()
    {
        var (world, old) = MasterWorld.Serving();

        world.Replace(old, sameProgram: true);

        Assert.True(world.Master.IsSettled);
    }

    [Fact]
    public void An_unhealthy_version_ends_gracefully_when_the_previous_one_serves()
    {
        var (world, old) = MasterWorld.Serving();
        var successor = world.Replace(old);

        world.Master.OnUnhealthy(successor, "database");
        Assert.Empty(world.Signals);
        world.Serve(world.Starts[^1].Worker);

        Assert.Equal([(successor.Pid, SIGTERM)], world.Signals);
        Assert.Equal(1, world.Log.Count("database"));
        Assert.Equal($"serves {world.Starts[^1].Worker.Pid}", world.Reports[^1]);
        world.Master.OnStopping(successor);
        world.Exit(successor, 0);
        Assert.Null(world.Master.ExitCode);
    }

    [Fact]
    public void A_version_that_is_unhealthy_while_its_predecessor_drains_is_replaced_when_that_one_has_ended()
    {
        var (world, old) = MasterWorld.Serving();
        var program = old.Program!.Fd;
        var successor = world.HandOver(old);
        world.SendsHeartbeats = false;

        world.Master.OnUnhealthy(successor, "database");
        world.Master.OnUnhealthy(successor, "database");
        Assert.Single(world.Starts);
        world.Advance(2 * new Graceful.GracefulOptions().ProbationTime);
        Assert.Equal(0, world.Log.Count("not kept any longer"));

        // No more than the second look whether the predecessor is suspended.
        Assert.Equal(2 * (MasterWorld.SuspensionLimit - new Graceful.GracefulOptions().ProbationTime), world.Master.UntilNext);

        world.Exit(old, 0);

        Assert.Equal(program, world.Starts[^1].Program);
        world.Serve(world.Starts[^1].Worker);
        Assert.Equal([(successor.Pid, SIGTERM)], world.Signals);
        world.Master.OnStopping(successor);
        world.Exit(successor, 0);
        Assert.True(world.Master.IsSettled);
    }

    [Fact]
    public void A_failure_is_forgotten_when_the_predecessor_takes_back()
    {
        var (world, old) = MasterWorld.Serving();
        var successor = world.HandOver(old);
        world.Master.OnUnhealthy(successor, "database");

        world.Kill(successor);
        world.Master.OnTookBack(old, "it died");

        Assert.True(world.Master.IsSettled);
        Assert.Single(world.Starts);
    }

    [Fact]
    public void A_failure_is_forgotten_when_the_version_hands_over_to_the_next()
    {
        var (world, old) = MasterWorld.Serving();
        var successor = world.HandOver(old);
        world.Master.OnUnhealthy(successor, "database");
        var repaired = world.HandOver(successor);

        world.Exit(old, 0);
        world.Exit(successor, 0);

        Assert.Single(world.Starts);
        world.Master.OnHeartbeatsEnd(repaired);
        world.Advance(world.Master.UntilNext!.Value);
        Assert.True(world.Master.IsSettled);
    }

    [Fact]
    public void The_successor_of_a_version_that_died_on_probation_is_on_probation()
    {
        var (world, old) = MasterWorld.Serving();
        var program = old.Program!.Fd;
        var second = world.Replace(old);
        world.Master.OnRestartBegins(second);
        var third = new Worker(500, pidFd: -1, generation: 2);
        world.Hello(third);

        world.Kill(second);
        world.Serve(third);
        Assert.False(world.Master.IsSettled);
        Assert.Single(world.Starts);
        world.Exit(third, 1);

        Assert.Equal(program, world.Starts[^1].Program);
    }

    [Fact]
    public void A_restart_on_probation_keeps_the_version_that_has_proven_itself()
    {
        var (world, old) = MasterWorld.Serving();
        var proven = old.Program!.Fd;
        var second = world.Replace(old);
        var third = world.Replace(second);

        world.Exit(third, 1);

        Assert.Equal(proven, world.Starts[^1].Program);
    }

    [Fact]
    public void Without_probation_time_nothing_is_kept()
    {
        var (world, old) = MasterWorld.Serving(settings => settings with { ProbationTime = TimeSpan.Zero });
        var program = old.Program!.Fd;

        world.Replace(old);

        Assert.Contains(program, world.ClosedPrograms);
        Assert.True(world.Master.IsSettled);
    }
}
