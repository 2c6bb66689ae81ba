using Graceful.Restart;

namespace Runtime.Tests.Restart;

/// <summary>A restart that would end the service is refused.</summary>
public sealed class InitProcessTests
{
    [Theory]
    [InlineData(1, 0, "", "this process is PID 1")]
    [InlineData(7, 1, "tini", "'tini' as PID 1")]
    [InlineData(7, 1, "docker-init", "'docker-init' as PID 1")]
    public void A_process_whose_end_ends_its_successor_does_not_restart(int pid, int parent, string init, string reason) =>
        Assert.Contains(reason, InitProcess.ReasonAgainstRestart(pid, parent, init), StringComparison.Ordinal);

    [Theory]
    [InlineData(4711, 1, "systemd")]
    [InlineData(4711, 1, "init")]
    [InlineData(4711, 4000, "")]
    public void Any_other_process_does(int pid, int parent, string init) =>
        Assert.Null(InitProcess.ReasonAgainstRestart(pid, parent, init));

    [Fact]
    public void This_process_can_restart() => Assert.Null(InitProcess.ReasonAgainstRestart());
}
