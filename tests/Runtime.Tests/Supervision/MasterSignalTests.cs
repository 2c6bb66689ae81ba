using Graceful.Posix;
using Graceful.Supervision;

namespace Runtime.Tests.Supervision;

/// <summary>Which worker gets a signal that was sent to the master.</summary>
public sealed class MasterSignalTests
{
    private const int SIGTERM = 15;
    private const int SIGUSR2 = 12;

    [Fact]
    public void A_restart_signal_goes_to_the_worker_that_serves()
    {
        var (world, worker) = MasterWorld.Serving();

        world.Master.OnRestartSignal("SIGUSR2", SIGUSR2);

        Assert.Equal([(worker.Pid, SIGUSR2)], world.Signals);
    }

    [Fact]
    public void Between_ready_and_the_hand_over_it_goes_to_the_old_worker()
    {
        var (world, old) = MasterWorld.Serving();
        world.Master.OnRestartBegins(old);
        var successor = new Worker(500, pidFd: -1, generation: 1);
        world.Serve(successor);

        world.Master.OnRestartSignal("SIGUSR2", SIGUSR2);

        Assert.Equal([(old.Pid, SIGUSR2)], world.Signals);
    }

    [Fact]
    public void While_the_first_worker_starts_the_signal_is_kept_until_it_serves()
    {
        var world = new MasterWorld();
        world.Master.StartWorker();

        world.Master.OnRestartSignal("SIGUSR2", SIGUSR2);
        Assert.Empty(world.Signals);
        world.Serve(world.Starts[0].Worker);

        Assert.Equal([(world.Starts[0].Worker.Pid, SIGUSR2)], world.Signals);
    }

    [Fact]
    public void A_worker_without_endpoints_gets_the_signal_and_refuses_it()
    {
        var world = new MasterWorld();
        world.Master.StartWorker();
        var worker = world.Starts[0].Worker;
        world.Hello(worker);
        world.Master.OnRestartSignal("SIGUSR2", SIGUSR2);
        Assert.Empty(world.Signals);

        world.Master.OnUnbound(worker);
        Assert.Equal([(worker.Pid, SIGUSR2)], world.Signals);
        world.Master.OnRestartSignal("SIGUSR2", SIGUSR2);

        Assert.Equal([(worker.Pid, SIGUSR2), (worker.Pid, SIGUSR2)], world.Signals);
    }

    [Fact]
    public void While_no_worker_runs_it_starts_one_at_once()
    {
        var (world, worker) = MasterWorld.Serving();
        world.Kill(worker);

        world.Master.OnRestartSignal("SIGUSR2", SIGUSR2);

        Assert.Equal(2, world.Starts.Count);
        Assert.Null(world.Master.UntilNext);
    }

    [Fact]
    public void A_stop_signal_goes_to_every_worker_and_the_exit_code_is_that_of_the_last()
    {
        var (world, old) = MasterWorld.Serving();
        var successor = world.HandOver(old);

        world.Master.OnStopSignal("SIGTERM", SIGTERM);
        Assert.Equal([(old.Pid, SIGTERM), (successor.Pid, SIGTERM)], world.Signals);

        world.Exit(old, 0);
        Assert.Null(world.Master.ExitCode);
        world.Exit(successor, 0);
        Assert.Equal(0, world.Master.ExitCode);
        Assert.Single(world.Starts);
    }

    [Fact]
    public void A_successor_that_has_not_been_ready_is_left_to_its_predecessor()
    {
        var (world, old) = MasterWorld.Serving();
        world.Hello(new Worker(500, pidFd: -1, generation: 1));

        world.Master.OnStopSignal("SIGTERM", SIGTERM);

        Assert.Equal([(old.Pid, SIGTERM)], world.Signals);
    }

    /// <summary>The old worker has handed over before the signal reached it, and does not end its successor.</summary>
    [Fact]
    public void A_successor_that_becomes_ready_at_the_stop_gets_the_signal_at_the_hand_over()
    {
        var (world, old) = MasterWorld.Serving();
        world.Master.OnRestartBegins(old);
        var successor = new Worker(500, pidFd: -1, generation: 1);
        world.Hello(successor);
        world.Master.OnStopSignal("SIGTERM", SIGTERM);
        world.Serve(successor);
        Assert.Equal([(old.Pid, SIGTERM)], world.Signals);

        world.Master.OnHandedOver(old, successor.Pid);
        Assert.Equal([(old.Pid, SIGTERM), (successor.Pid, SIGTERM)], world.Signals);
        world.Exit(old, 0);
        world.Exit(successor, 0);
        Assert.Equal(2, world.Signals.Count);
        Assert.Equal(0, world.Master.ExitCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_successor_gets_the_signal_when_its_predecessor_dies_without_ending_it(bool isReady)
    {
        var (world, old) = MasterWorld.Serving();
        world.Master.OnRestartBegins(old);
        var successor = new Worker(500, pidFd: -1, generation: 1);
        world.Hello(successor);
        world.Master.OnStopSignal("SIGTERM", SIGTERM);
        if (isReady)
        {
            world.Serve(successor);
        }

        world.Kill(old);
        Assert.Equal([(old.Pid, SIGTERM), (successor.Pid, SIGTERM)], world.Signals);
    }

    /// <summary>A supervisor would take the status of the signal for a failure.</summary>
    [Theory]
    [InlineData(SIGTERM, false, 0)]
    [InlineData(SIGTERM, true, 128 + SIGTERM)]
    [InlineData(9, false, 128 + 9)]
    public void A_stop_of_a_worker_that_has_no_handler_yet_ends_in_order(int endsBy, bool serves, int code)
    {
        var world = new MasterWorld();
        world.Master.StartWorker();
        var worker = world.Starts[0].Worker;
        world.Hello(worker);
        if (serves)
        {
            world.Serve(worker);
        }

        world.Master.OnStopSignal("SIGTERM", SIGTERM);
        world.Master.OnExited(worker, new ExitStatus(endsBy));
        Assert.Equal(code, world.Master.ExitCode);
    }

    [Fact]
    public void A_second_stop_signal_is_relayed_too()
    {
        var (world, worker) = MasterWorld.Serving();
        world.Master.OnStopSignal("SIGTERM", SIGTERM);

        world.Master.OnStopSignal("SIGTERM", SIGTERM);

        Assert.Equal([(worker.Pid, SIGTERM), (worker.Pid, SIGTERM)], world.Signals);
        world.Exit(worker, 143);
        Assert.Equal(143, world.Master.ExitCode);
    }

    /// <summary>Its next program would take the second stop signal for the first one.</summary>
    [Fact]
    public void A_master_that_stops_does_not_become_another_version()
    {
        var (world, _) = MasterWorld.Serving();
        Assert.True(world.Master.IsSettled);

        world.Master.OnStopSignal("SIGTERM", SIGTERM);

        Assert.False(world.Master.IsSettled);
    }

    [Fact]
    public void A_stop_while_no_worker_runs_ends_the_service()
    {
        var (world, worker) = MasterWorld.Serving();
        world.Kill(worker);

        world.Master.OnStopSignal("SIGTERM", SIGTERM);

        Assert.Equal(0, world.Master.ExitCode);
    }

    [Fact]
    public void A_restart_signal_while_stopping_is_ignored()
    {
        var (world, worker) = MasterWorld.Serving();
        world.Master.OnStopSignal("SIGTERM", SIGTERM);

        world.Master.OnRestartSignal("SIGUSR2", SIGUSR2);

        Assert.Equal([(worker.Pid, SIGTERM)], world.Signals);
        Assert.Equal(1, world.Log.Count("ignored"));
    }
}
