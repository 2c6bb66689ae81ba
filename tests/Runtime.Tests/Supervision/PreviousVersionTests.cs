using Graceful.Supervision;

namespace Runtime.Tests.Supervision;

/// <summary>The previous version, after the new one has failed: it cannot be started, or fails too.</summary>
public sealed class PreviousVersionTests
{
    private const int SIGTERM = 15;

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
}
