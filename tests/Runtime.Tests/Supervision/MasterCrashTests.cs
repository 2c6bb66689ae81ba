using Graceful.Supervision;

namespace Runtime.Tests.Supervision;

/// <summary>Workers that die: when another one starts, and when the service ends.</summary>
public sealed class MasterCrashTests
{
    [Fact]
    public void A_crashed_worker_is_started_again_with_its_sockets_after_a_delay_that_doubles()
    {
        var (world, worker) = MasterWorld.Serving();

        for (var crash = 0; crash < 4; crash++)
        {
            world.Kill(worker);
            var delay = RestartBackOff.Shortest * (1 << crash);
            Assert.Equal(delay, world.Master.UntilNext);

            world.Advance(delay - TimeSpan.FromTicks(1));
            Assert.Equal(crash + 1, world.Starts.Count);

            world.Advance(TimeSpan.FromTicks(1));
            Assert.Equal(crash + 2, world.Starts.Count);
            Assert.Equal(1, world.Starts[^1].Sockets);
            worker = world.Starts[^1].Worker;
            world.Serve(worker);
        }

        Assert.Null(world.Master.ExitCode);
    }

    [Fact]
    public void A_healthy_minute_resets_the_delay()
    {
        var (world, worker) = MasterWorld.Serving();
        world.Kill(worker);
        world.Advance(RestartBackOff.Shortest);
        worker = world.Starts[^1].Worker;
        world.Serve(worker);
        world.Advance(RestartBackOff.Healthy);

        world.Kill(worker);

        Assert.Equal(RestartBackOff.Shortest, world.Master.UntilNext);
    }

    [Fact]
    public void The_delay_is_at_most_thirty_seconds()
    {
        var backOff = new RestartBackOff();

        var delays = Enumerable.Range(0, 40).Select(_ => backOff.Next(TimeSpan.Zero)).ToArray();

        Assert.Equal(RestartBackOff.Longest, delays[^1]);
        Assert.Equal(delays.Order(), delays);
    }

    /// <summary>systemd's watchdog does not end the service meanwhile.</summary>
    [Fact]
    public void The_next_worker_is_awaited_for_the_delay_and_StartTimeout()
    {
        var world = new MasterWorld();
        var startTimeout = new Graceful.GracefulOptions().StartTimeout;
        world.Master.StartWorker();
        Assert.False(world.Master.AwaitsWorker);
        var worker = world.Starts[0].Worker;
        world.Serve(worker);
        Assert.False(world.Master.AwaitsWorker);

        world.StartFails = new IOException("no such file");
        world.Kill(worker);
        Assert.True(world.Master.AwaitsWorker);
        world.Advance(RestartBackOff.Shortest);
        world.StartFails = null;
        world.Advance(world.Master.UntilNext!.Value);
        Assert.Equal(2, world.Starts.Count);
        Assert.True(world.Master.AwaitsWorker);

        world.Advance(startTimeout - TimeSpan.FromTicks(1));
        Assert.True(world.Master.AwaitsWorker);
        world.Advance(TimeSpan.FromTicks(1));
        Assert.False(world.Master.AwaitsWorker);
    }

    [Fact]
    public void Nothing_is_awaited_when_the_next_worker_serves_or_the_service_stops()
    {
        var (world, worker) = MasterWorld.Serving();
        world.Kill(worker);
        world.Advance(RestartBackOff.Shortest);
        world.Serve(world.Starts[^1].Worker);
        Assert.False(world.Master.AwaitsWorker);

        world.Kill(world.Starts[^1].Worker);
        Assert.True(world.Master.AwaitsWorker);
        world.Master.OnStopSignal("SIGTERM", 15);

        Assert.False(world.Master.AwaitsWorker);
    }

    [Theory]
    [InlineData(78)]
    [InlineData(0)]
    public void A_first_worker_that_ends_by_itself_before_it_serves_ends_the_service(int code)
    {
        var world = new MasterWorld();
        world.Master.StartWorker();

        world.Exit(world.Starts[0].Worker, code);

        Assert.Equal(code, world.Master.ExitCode);
    }

    [Fact]
    public void After_the_first_start_an_exit_with_78_is_a_crash()
    {
        var (world, worker) = MasterWorld.Serving();
        world.Kill(worker);
        world.Advance(RestartBackOff.Shortest);

        world.Exit(world.Starts[^1].Worker, 78);

        Assert.Null(world.Master.ExitCode);
        Assert.NotNull(world.Master.UntilNext);
    }

    [Fact]
    public void A_worker_that_stops_by_itself_ends_the_service_with_its_status()
    {
        var (world, worker) = MasterWorld.Serving();
        world.Master.OnStopping(worker);

        world.Exit(worker, 3);

        Assert.Equal(3, world.Master.ExitCode);
    }

    [Fact]
    public void A_worker_that_cannot_be_started_is_tried_again()
    {
        var world = new MasterWorld { StartFails = new IOException("no such file") };
        world.Master.StartWorker();
        Assert.Equal(RestartBackOff.Shortest, world.Master.UntilNext);

        world.StartFails = null;
        world.Advance(RestartBackOff.Shortest);

        Assert.Single(world.Starts);
        Assert.Equal(1, world.Log.Count("no such file"));
    }

    [Fact]
    public void While_the_predecessor_drains_it_is_the_one_to_take_back()
    {
        var (world, old) = MasterWorld.Serving(settings => settings with { ProbationTime = TimeSpan.Zero });
        var successor = world.HandOver(old);

        world.Kill(successor);
        world.Master.OnTookBack(old, "it died");
        Assert.Null(world.Master.UntilNext);

        world.Master.OnRestartSignal("SIGUSR2", 12);
        Assert.Equal([(old.Pid, 12)], world.Signals);
        Assert.Single(world.Starts);
    }

    [Fact]
    public void When_the_draining_predecessor_ends_after_its_successor_died_another_worker_starts()
    {
        var (world, old) = MasterWorld.Serving(settings => settings with { ProbationTime = TimeSpan.Zero });
        var successor = world.HandOver(old);
        world.Kill(successor);

        world.Exit(old, 0);
        world.Advance(world.Master.UntilNext!.Value);

        Assert.Equal(2, world.Starts.Count);
        Assert.Equal(1, world.Starts[^1].Sockets);
    }

    [Fact]
    public void A_starting_successor_whose_predecessor_is_killed_goes_on_alone()
    {
        var (world, old) = MasterWorld.Serving();
        world.Master.OnRestartBegins(old);
        var successor = new Worker(500, pidFd: -1, generation: 1);
        world.Hello(successor);

        world.Kill(old);
        Assert.Null(world.Master.UntilNext);
        world.Serve(successor);

        Assert.Single(world.Starts);
        Assert.Contains("serves 500", world.Reports);
    }
}
