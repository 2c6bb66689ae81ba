using Graceful.Supervision;

namespace Runtime.Tests.Supervision;

/// <summary>Workers that SIGSTOP has suspended: they handle no signal, and the master does not wait for them without limit.</summary>
public sealed class MasterSuspensionTests
{
    private const int SIGKILL = 9;
    private const int SIGTERM = 15;
    private const int SIGUSR2 = 12;

    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Fact]
    public void At_a_stop_it_is_killed_after_the_limit()
    {
        var (world, worker) = MasterWorld.Serving();
        world.Suspended.Add(worker);
        world.Master.OnStopSignal("SIGTERM", SIGTERM);
        Assert.Equal(MasterWorld.SuspensionLimit, world.Master.UntilNext);

        world.Advance(MasterWorld.SuspensionLimit - Tick);
        Assert.Equal([(worker.Pid, SIGTERM)], world.Signals);
        world.Advance(Tick);

        Assert.Equal([(worker.Pid, SIGTERM), (worker.Pid, SIGKILL)], world.Signals);
        Assert.Equal(1, world.Log.Count($"Worker {worker.Pid}, generation 0, has been stopped (SIGSTOP)"));
        world.Kill(worker);
        Assert.Equal(137, world.Master.ExitCode);
    }

    [Fact]
    public void One_that_is_not_suspended_keeps_limits_of_its_own()
    {
        var (world, worker) = MasterWorld.Serving();
        world.Master.OnStopSignal("SIGTERM", SIGTERM);

        world.Advance(MasterWorld.SuspensionLimit);
        Assert.Equal([(worker.Pid, SIGTERM)], world.Signals);

        world.Suspended.Add(worker);
        world.Advance(MasterWorld.SuspensionLimit);
        Assert.Equal((worker.Pid, SIGKILL), world.Signals[^1]);
    }

    [Fact]
    public void The_second_stop_signal_kills_it_at_once()
    {
        var (world, worker) = MasterWorld.Serving();
        world.Suspended.Add(worker);
        world.Master.OnStopSignal("SIGINT", 2);

        world.Master.OnStopSignal("SIGINT", 2);

        Assert.Equal([(worker.Pid, 2), (worker.Pid, SIGKILL)], world.Signals);
    }

    [Fact]
    public void One_that_has_handed_over_is_killed_and_the_service_goes_on()
    {
        var (world, old) = MasterWorld.Serving();
        var successor = world.HandOver(old, sameProgram: true);
        world.Suspended.Add(old);

        world.Advance(MasterWorld.SuspensionLimit);

        Assert.Equal([(old.Pid, SIGKILL)], world.Signals);
        world.Kill(old);
        Assert.Equal([successor], world.Master.Workers);
        Assert.Null(world.Master.ExitCode);
        Assert.Single(world.Starts);
    }

    [Fact]
    public void One_that_does_not_begin_a_restart_is_killed_and_another_one_starts()
    {
        var (world, worker) = MasterWorld.Serving();
        world.Suspended.Add(worker);
        world.Master.OnRestartSignal("SIGUSR2", SIGUSR2);
        Assert.False(world.Master.IsSettled);

        world.Advance(MasterWorld.SuspensionLimit);
        Assert.Equal([(worker.Pid, SIGUSR2), (worker.Pid, SIGKILL)], world.Signals);
        world.Kill(worker);
        world.Advance(RestartBackOff.Shortest);

        Assert.Equal(2, world.Starts.Count);
    }

    [Fact]
    public void One_that_starts_is_killed_after_a_restart_signal_too()
    {
        var world = new MasterWorld();
        var worker = world.Master.StartWorker()!;
        world.Suspended.Add(worker);
        world.Advance(MasterWorld.SuspensionLimit);
        Assert.Empty(world.Signals);

        world.Master.OnRestartSignal("SIGUSR2", SIGUSR2);
        world.Advance(MasterWorld.SuspensionLimit);

        Assert.Equal([(worker.Pid, SIGKILL)], world.Signals);
        world.Kill(worker);
        world.Advance(RestartBackOff.Shortest);
        Assert.Equal(2, world.Starts.Count);
    }

    /// <summary>Otherwise the restart would never end, and no other one could begin.</summary>
    [Fact]
    public void One_that_is_suspended_during_a_restart_is_killed_and_its_successor_goes_on()
    {
        var (world, worker) = MasterWorld.Serving();
        world.Master.OnRestartSignal("SIGUSR2", SIGUSR2);
        world.Master.OnRestartBegins(worker);
        world.Advance(MasterWorld.SuspensionLimit);
        Assert.Equal([(worker.Pid, SIGUSR2)], world.Signals);

        var successor = new Worker(500, pidFd: -1, generation: 1);
        world.Hello(successor);
        world.Suspended.Add(worker);
        world.Advance(MasterWorld.SuspensionLimit);
        Assert.Equal([(worker.Pid, SIGUSR2), (worker.Pid, SIGKILL)], world.Signals);

        world.Kill(worker);
        Assert.Equal([successor], world.Master.Workers);
        Assert.Single(world.Starts);
    }

    [Fact]
    public void After_a_restart_that_has_failed_it_is_not_looked_at()
    {
        var (world, worker) = MasterWorld.Serving();
        world.Master.OnRestartSignal("SIGUSR2", SIGUSR2);
        world.Master.OnRestartBegins(worker);

        world.Master.OnRestartFailed(worker, "on purpose");

        Assert.Null(world.Master.UntilNext);
    }

    /// <summary>Its successor waits for a process that would have ended it.</summary>
    [Fact]
    public void Its_unfinished_successor_is_stopped_by_the_master()
    {
        var (world, old) = MasterWorld.Serving();
        world.Master.OnRestartBegins(old);
        var successor = new Worker(500, pidFd: -1, generation: 1);
        world.Hello(successor);
        world.Suspended.Add(old);
        world.Master.OnStopSignal("SIGTERM", SIGTERM);

        world.Advance(MasterWorld.SuspensionLimit);
        world.Kill(old);

        Assert.Equal([(old.Pid, SIGTERM), (old.Pid, SIGKILL), (successor.Pid, SIGTERM)], world.Signals);
        world.Exit(successor, 0);
        Assert.Equal(0, world.Master.ExitCode);
    }
}
