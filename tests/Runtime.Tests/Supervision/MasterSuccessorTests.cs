using Graceful;
using Graceful.Supervision;

namespace Runtime.Tests.Supervision;

/// <summary>A worker that dies while its successor starts: one worker serves in the end.</summary>
public sealed class MasterSuccessorTests
{
    private const int SIGTERM = 15;

    private static readonly TimeSpan StartTimeout = new GracefulOptions().StartTimeout;

    [Fact]
    public void The_successor_that_has_not_reported_itself_is_waited_for()
    {
        var (world, _) = DiedWhileRestarting();
        Assert.Equal(StartTimeout, world.Master.UntilNext);
        Assert.Equal(1, world.Log.Count("while its successor starts"));

        world.Serve(new Worker(500, pidFd: -1, generation: 1));

        Assert.Null(world.Master.UntilNext);
        Assert.Single(world.Starts);
        Assert.True(world.Master.IsSettled);
    }

    /// <summary>The next program of the master would take the successor for one that is too late, and stop it.</summary>
    [Fact]
    public void The_master_does_not_become_another_version_while_its_worker_restarts()
    {
        var (world, worker) = MasterWorld.Serving();
        world.Master.OnRestartBegins(worker);
        Assert.False(world.Master.IsSettled);

        world.Master.OnRestartFailed(worker, "the successor has exited");
        Assert.True(world.Master.IsSettled);

        world.Master.OnRestartBegins(worker);
        world.Serve(new Worker(500, pidFd: -1, generation: 1));
        Assert.DoesNotContain(world.Signals, sent => sent.Signal == SIGTERM);
    }

    [Fact]
    public void When_it_ends_another_worker_starts_after_the_delay_of_a_crash()
    {
        var (world, _) = DiedWhileRestarting();
        world.Master.OnOrphanExited();
        Assert.Equal(StartTimeout, world.Master.UntilNext);

        world.HasOrphanedSuccessor = false;
        world.Master.OnOrphanExited();

        Assert.Equal(RestartBackOff.Shortest, world.Master.UntilNext);
        world.Advance(RestartBackOff.Shortest);
        Assert.Equal(2, world.Starts.Count);
    }

    [Fact]
    public void When_it_hangs_another_worker_starts_after_StartTimeout()
    {
        var (world, _) = DiedWhileRestarting();

        world.Advance(StartTimeout);

        Assert.Equal(2, world.Starts.Count);
        Assert.Equal(1, world.KilledOrphans);
        world.Serve(world.Starts[^1].Worker);
        world.HasOrphanedSuccessor = false;
        world.Master.OnOrphanExited();
        Assert.Null(world.Master.UntilNext);
    }

    [Fact]
    public void A_successor_that_reports_itself_before_another_worker_starts_postpones_that_start()
    {
        var (world, old) = MasterWorld.Serving();
        world.Kill(old);
        Assert.Equal(RestartBackOff.Shortest, world.Master.UntilNext);

        world.Hello(new Worker(500, pidFd: -1, generation: 1));

        Assert.Equal(StartTimeout, world.Master.UntilNext);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Of_two_workers_the_one_that_is_ready_later_is_stopped(bool successorIsFirst)
    {
        var (world, old) = MasterWorld.Serving();
        world.Master.OnRestartBegins(old);
        world.Kill(old);
        world.Advance(world.Master.UntilNext!.Value);
        var (first, second) = (world.Starts[^1].Worker, new Worker(500, pidFd: -1, generation: 1));
        if (successorIsFirst)
        {
            (first, second) = (second, first);
        }

        world.Serve(first);
        world.Serve(second);

        Assert.Equal([(second.Pid, SIGTERM)], world.Signals);
        Assert.Equal(1, world.Log.Count($"Worker {second.Pid}, generation {second.Generation}, is not needed"));
        world.Master.OnStopping(second);
        world.Exit(second, 0);
        Assert.True(world.Master.IsSettled);
        Assert.Empty(world.RemovedFiles);
        Assert.Null(world.Master.ExitCode);
    }

    [Fact]
    public void While_a_stopped_worker_drains_the_death_of_the_one_that_serves_is_a_crash()
    {
        var (world, old) = MasterWorld.Serving();
        var bad = world.Replace(old);
        world.Master.OnUnhealthy(bad, "database");
        var restored = world.Starts[^1].Worker;
        world.Serve(restored);
        Assert.Equal([(bad.Pid, SIGTERM)], world.Signals);

        world.Kill(restored);
        Assert.Equal(RestartBackOff.Shortest, world.Master.UntilNext);
        world.Exit(bad, 0);

        Assert.Equal(RestartBackOff.Shortest, world.Master.UntilNext);
        world.Advance(RestartBackOff.Shortest);
        Assert.Equal((3, 1), (world.Starts.Count, world.Starts[^1].Sockets));
        Assert.Null(world.Master.ExitCode);
    }

    [Fact]
    public void Files_of_sockets_are_removed_at_the_end_of_the_service_and_not_before()
    {
        var (world, old) = MasterWorld.Serving();
        var successor = world.Replace(old);
        world.Exit(successor, 1);
        world.Serve(world.Starts[^1].Worker);
        Assert.Empty(world.RemovedFiles);

        world.Master.OnStopping(world.Starts[^1].Worker);
        world.Exit(world.Starts[^1].Worker, 0);

        Assert.Equal(["tcp:127.0.0.1:80"], world.RemovedFiles);
    }

    private static (MasterWorld World, Worker Died) DiedWhileRestarting()
    {
        var (world, old) = MasterWorld.Serving();
        world.Master.OnRestartBegins(old);
        world.HasOrphanedSuccessor = true;
        world.Kill(old);
        return (world, old);
    }
}
