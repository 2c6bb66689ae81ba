using Graceful.Supervision;

namespace Runtime.Tests.Supervision;

/// <summary>A new version that hangs soon after a restart: its heartbeats stop.</summary>
public sealed class MasterHeartbeatTests
{
    private const int SIGKILL = 9;

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

    /// <summary>The container is paused (a frozen cgroup): the worker sends no heartbeats then, and the master does not run.</summary>
    [Fact]
    public void A_version_that_was_paused_with_its_master_does_not_hang()
    {
        var (world, old) = MasterWorld.Serving();
        var successor = world.Replace(old);

        world.Pause(2 * Probation.HeartbeatTimeout);
        world.Advance(Probation.HeartbeatPeriod / 2);
        Assert.Empty(world.Signals);
        world.Master.OnHeartbeat(successor);
        world.Advance(Probation.HeartbeatTimeout - TimeSpan.FromMilliseconds(1));
        Assert.Empty(world.Signals);
        world.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal([(successor.Pid, SIGKILL)], world.Signals);
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
}
