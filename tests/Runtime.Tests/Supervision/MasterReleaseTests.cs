using Graceful.Supervision;

namespace Runtime.Tests.Supervision;

/// <summary>The end of the master's copies of the listening sockets, and the notification of the workers.</summary>
public sealed class MasterReleaseTests
{
    private const int SIGTERM = 15;

    [Fact]
    public void A_stop_closes_the_copies_before_the_workers_get_the_signal()
    {
        var (world, old) = MasterWorld.Serving();
        var successor = world.HandOver(old);
        world.Master.OnStopSignal("SIGTERM", SIGTERM);
        Assert.Equal(0, world.SignalsBeforeRelease);
        Assert.Equal([old.Pid + 1000, successor.Pid + 1000], world.ClosedSockets);

        world.Master.OnStopSignal("SIGTERM", SIGTERM);
        world.Exit(old, 0);
        world.Exit(successor, 0);
        Assert.Equal(2, world.ClosedSockets.Count);
        Assert.Equal(["tcp:127.0.0.1:80"], world.RemovedFiles);
        Assert.Equal(0, world.Master.ExitCode);
    }

    [Fact]
    public void Copies_that_arrive_later_are_closed_at_once()
    {
        var world = new MasterWorld();
        world.Master.StartWorker();
        var worker = world.Starts[0].Worker;
        world.Hello(worker);
        world.Master.OnStopSignal("SIGTERM", SIGTERM);
        Assert.NotNull(world.SignalsBeforeRelease);
        world.Serve(worker);
        Assert.Equal([worker.Pid + 1000], world.ClosedSockets);
        world.Exit(worker, 0);
        Assert.Equal(["tcp:127.0.0.1:80"], world.RemovedFiles);
    }

    [Fact]
    public void The_copies_of_a_dead_worker_are_closed_too_and_its_files_removed()
    {
        var (world, dead) = MasterWorld.Serving();
        world.Kill(dead);
        world.Advance(TimeSpan.FromMinutes(1));
        var worker = world.Starts[1].Worker;
        world.Hello(worker);
        world.Master.OnStopSignal("SIGTERM", SIGTERM);
        Assert.Equal([dead.Pid + 1000], world.ClosedSockets);
        world.Exit(worker, 0);
        Assert.Equal(["tcp:127.0.0.1:80"], world.RemovedFiles);
        Assert.Single(world.ClosedSockets);
    }

    [Fact]
    public void A_stop_while_no_worker_runs_closes_the_copies()
    {
        var (world, dead) = MasterWorld.Serving();
        world.Kill(dead);
        world.Master.OnStopSignal("SIGTERM", SIGTERM);
        Assert.Equal([dead.Pid + 1000], world.ClosedSockets);
        Assert.Equal(["tcp:127.0.0.1:80"], world.RemovedFiles);
        Assert.Equal(0, world.Master.ExitCode);
    }

    [Fact]
    public void The_last_worker_may_stop_by_itself()
    {
        var (world, worker) = MasterWorld.Serving();
        world.Master.OnStopping(worker);
        Assert.NotNull(world.SignalsBeforeRelease);
        Assert.Equal([worker.Pid + 1000], world.ClosedSockets);
        world.Master.OnStopSignal("SIGTERM", SIGTERM);
        world.Exit(worker, 0);
        Assert.Equal(0, world.Master.ExitCode);
    }

    [Fact]
    public void A_worker_that_stops_beside_one_that_drains_releases_nothing_before_the_end_of_that_one()
    {
        var (world, old) = MasterWorld.Serving();
        var successor = world.HandOver(old);
        world.Master.OnStopping(successor);
        Assert.Null(world.SignalsBeforeRelease);
        world.Exit(old, 0);
        Assert.NotNull(world.SignalsBeforeRelease);
    }

    /// <summary>The other one knows nothing of it, and may serve for ShutdownDelay.</summary>
    [Fact]
    public void A_dismissed_worker_delays_the_release()
    {
        var (world, _, failed) = Unhealthy();
        var restored = world.Starts[1].Worker;
        world.Serve(restored);
        Assert.True(failed.IsDismissed);
        world.Master.OnStopping(failed);
        world.Master.OnStopSignal("SIGTERM", SIGTERM);
        Assert.Null(world.SignalsBeforeRelease);
        world.Exit(failed, 0);
        Assert.NotNull(world.SignalsBeforeRelease);
        world.Exit(restored, 0);
        Assert.Equal(0, world.Master.ExitCode);
    }

    [Fact]
    public void A_previous_version_that_starts_beside_the_failed_one_delays_the_release()
    {
        var (world, _, failed) = Unhealthy();
        world.Master.OnStopSignal("SIGTERM", SIGTERM);
        Assert.Null(world.SignalsBeforeRelease);
        world.Exit(failed, 0);
        Assert.NotNull(world.SignalsBeforeRelease);
    }

    /// <summary>The previous version starts with the sockets that the master has.</summary>
    [Fact]
    public void A_version_that_fails_on_probation_and_stops_is_not_the_end_of_the_service()
    {
        var (world, old) = MasterWorld.Serving();
        var failed = world.HandOver(old);
        world.Master.OnUnhealthy(failed, "database");
        world.Master.OnStopping(failed);
        world.Exit(old, 0);
        Assert.Null(world.SignalsBeforeRelease);
        Assert.Equal(1, world.Starts[1].Sockets);
    }

    [Fact]
    public void A_hand_over_closes_the_copies_of_endpoints_that_the_new_version_does_not_have()
    {
        var (world, old) = MasterWorld.Serving();
        world.Master.OnSocket(old, new WorkerSocket(7, "tcp:127.0.0.1:81", IsManaged: false, File: null));
        var successor = world.HandOver(old);
        Assert.Equal([7], world.ClosedSockets);
        world.Exit(old, 0);
        Assert.Equal([7, old.Pid + 1000], world.ClosedSockets);
        Assert.Single(successor.Sockets);
    }

    [Fact]
    public void A_worker_that_serves_may_have_one_endpoint_more_or_less()
    {
        var (world, worker) = MasterWorld.Serving();
        world.Master.OnSocket(worker, new WorkerSocket(7, "tcp:127.0.0.1:81", IsManaged: false, File: null));
        world.Master.OnSocketClosed(worker, "tcp:127.0.0.1:80");
        world.Master.OnSocketClosed(worker, "tcp:127.0.0.1:82");
        Assert.Equal([worker.Pid + 1000], world.ClosedSockets);
        Assert.Equal([7], worker.Sockets.Select(socket => socket.Fd));
        Assert.Equal($"sockets changed {worker.Pid}", world.Reports[^1]);

        world.Kill(worker);
        world.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, world.Starts[^1].Sockets);
    }

    /// <summary>Another socket is bound where the worker had closed the former one; elsewhere it is the same.</summary>
    [Fact]
    public void A_worker_that_takes_back_passes_the_endpoints_on_which_it_listens_again()
    {
        var (world, old) = MasterWorld.Serving();
        world.Master.OnSocket(old, new WorkerSocket(7, "tcp:127.0.0.1:81", IsManaged: false, File: null));
        var successor = world.HandOver(old);
        world.Master.OnSocket(old, new WorkerSocket(8, "tcp:127.0.0.1:81", IsManaged: false, File: null));
        world.Master.OnTookBack(old, "died");
        world.Kill(successor);
        world.Master.OnSocket(old, new WorkerSocket(9, "tcp:127.0.0.1:80", IsManaged: false, File: null));
        Assert.Equal([7, successor.Pid + 1000, old.Pid + 1000], world.ClosedSockets);
        Assert.Equal($"sockets changed {old.Pid}", world.Reports[^1]);

        world.Kill(old);
        world.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, world.Starts[^1].Sockets);
    }

    [Fact]
    public void Sockets_that_systemd_keeps_listen_on()
    {
        var (world, worker) = MasterWorld.Serving();
        world.Stored.Add("tcp:127.0.0.1:80");
        world.Master.OnStopSignal("SIGTERM", SIGTERM);
        Assert.Null(world.SignalsBeforeRelease);
        world.Exit(worker, 0);
        Assert.Empty(world.RemovedFiles);
    }

    private static (MasterWorld World, Worker Old, Worker Failed) Unhealthy()
    {
        var (world, old) = MasterWorld.Serving();
        var failed = world.Replace(old);
        world.Master.OnUnhealthy(failed, "database");
        return (world, old, failed);
    }
}
