using Graceful.Supervision;

namespace Runtime.Tests.Supervision;

/// <summary>A new version that fails soon after a restart, and the way back.</summary>
public sealed class MasterProbationTests
{
    private const int SIGKILL = 9;
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
        Master.OnStopping(successor);
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
        Assert.Null(world.Master.UntilNext);

        world.Exit(old, 0);

        Assert.Equal(program, world.Starts[^1].Program);
        world.Serve(world.Starts[^1].Worker);
        Assert.Equal([(successor.Pid, SIGTERM)], world.Signals);
        Master.OnStopping(successor);
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
    public void A_version_whose_heartbeat_stops_is_killed_and_replaced()
    {
        var (world, old) = MasterWorld.Serving();
        var successor = world.Replace(old);
        world.Advance(Probation.HeartbeatTimeout / 2);
        world.Master.OnHeartbeat(successor);

        world.Advance(Probation.HeartbeatTimeout / 2);
        Assert.Empty(world.Signals);
        world.Advance(Probation.HeartbeatTimeout / 2);

        Assert.Equal([(successor.Pid, SIGKILL)], world.Signals);
        Assert.Equal(2, world.Starts.Count);
    }

    [Fact]
    public void A_version_that_announces_no_heartbeats_does_not_hang()
    {
        var (world, old) = MasterWorld.Serving();
        world.SendsHeartbeats = false;
        world.Replace(old);

        world.Advance(2 * Probation.HeartbeatTimeout);

        Assert.Empty(world.Signals);
    }

    /// <summary>A heartbeat for the watchdog is none for the probation.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_version_that_announces_no_heartbeats_may_send_them_to_the_watchdog(bool isHandedOver)
    {
        var (world, old) = MasterWorld.Serving();
        world.SendsHeartbeats = false;
        var successor = isHandedOver ? world.Replace(old) : world.HandOver(old);
        world.Master.OnHeartbeat(successor);

        world.Advance(2 * Probation.HeartbeatTimeout);

        Assert.Empty(world.Signals);
    }

    /// <summary>The new version has a shorter ProbationTime than the version of the master.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_version_whose_heartbeats_have_ended_does_not_hang(bool beforeTheHandOver)
    {
        var (world, old) = MasterWorld.Serving();
        var successor = new Worker(500, pidFd: -1, generation: 1);
        world.Master.OnRestartBegins(old);
        world.Serve(successor);
        if (beforeTheHandOver)
        {
            world.Master.OnHeartbeatsEnd(successor);
        }

        world.Master.OnHandedOver(old, successor.Pid);
        world.Exit(old, 0);
        world.Master.OnHeartbeat(successor);
        world.Master.OnHeartbeatsEnd(successor);

        // On its way when the others ended.
        world.Master.OnHeartbeat(successor);
        world.Advance(2 * Probation.HeartbeatTimeout);

        Assert.Empty(world.Signals);
        Assert.Single(world.Starts);
        Assert.NotNull(world.Master.UntilNext);
        world.Advance(world.Master.UntilNext.Value);
        Assert.True(world.Master.IsSettled);
    }

    [Fact]
    public void A_version_that_hangs_while_its_predecessor_drains_is_killed_and_the_predecessor_takes_back()
    {
        var (world, old) = MasterWorld.Serving();
        var successor = world.HandOver(old);
        world.Master.OnHeartbeat(successor);

        world.Advance(Probation.HeartbeatTimeout);
        world.Kill(successor);
        world.Master.OnTookBack(old, "it died");

        Assert.Equal([(successor.Pid, SIGKILL)], world.Signals);
        Assert.Single(world.Starts);
        Assert.Null(world.Master.UntilNext);
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
    public void When_the_previous_version_fails_too_the_program_is_started_by_its_path_again()
    {
        var (world, old) = MasterWorld.Serving();
        var successor = world.Replace(old);
        world.Exit(successor, 1);

        world.Exit(world.Starts[^1].Worker, 1);
        world.Advance(world.Master.UntilNext!.Value);

        Assert.Equal(-1, world.Starts[^1].Program);
        Assert.Null(world.Master.ExitCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_previous_version_that_cannot_be_started_is_started_later(bool newVersionStillRuns)
    {
        var (world, old) = MasterWorld.Serving();
        var program = old.Program!.Fd;
        var successor = world.Replace(old);
        world.StartFails = new IOException("Resource temporarily unavailable");
        if (newVersionStillRuns)
        {
            world.Master.OnUnhealthy(successor, "database");
        }
        else
        {
            world.Exit(successor, 1);
        }

        Assert.Single(world.Starts);
        Assert.DoesNotContain(program, world.ClosedPrograms);
        Assert.Equal(RestartBackOff.Shortest, world.Master.UntilNext);
        world.Advance(RestartBackOff.Shortest);
        Assert.Equal(2 * RestartBackOff.Shortest, world.Master.UntilNext);

        world.StartFails = null;
        world.Advance(2 * RestartBackOff.Shortest);

        Assert.Equal(program, world.Starts[^1].Program);
        Assert.Contains(program, world.ClosedPrograms);
        Assert.Null(world.Master.UntilNext);
        world.Serve(world.Starts[^1].Worker);
        Assert.Equal(1, world.Log.Count("The previous version serves again"));
        Assert.Equal(1, world.Log.Count("the previous version is started"));
        (int, int)[] expected = newVersionStillRuns ? [(successor.Pid, SIGTERM)] : [];
        Assert.Equal(expected, world.Signals);
    }

    /// <summary>The operator has probably repaired it.</summary>
    [Fact]
    public void While_the_previous_version_cannot_be_started_a_restart_signal_starts_the_program_by_its_path()
    {
        var (world, old) = MasterWorld.Serving();
        var program = old.Program!.Fd;
        var successor = world.Replace(old);
        world.StartFails = new IOException("Resource temporarily unavailable");
        world.Exit(successor, 1);
        world.StartFails = null;

        world.Master.OnRestartSignal("SIGUSR2", 12);

        Assert.Equal(-1, world.Starts[^1].Program);
        Assert.Contains(program, world.ClosedPrograms);
        world.Serve(world.Starts[^1].Worker);
        Assert.True(world.Master.IsSettled);
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
