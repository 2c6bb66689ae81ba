using System.Runtime.Versioning;
using Graceful.Posix;
using Graceful.Supervision;
using Runtime.Tests.Posix;

namespace Runtime.Tests.Supervision;

/// <summary>The end of a worker's process, with a pidfd and without one.</summary>
[SupportedOSPlatform("linux")]
[Collection(ChildProcessStarts.Name)]
public sealed class WorkerProcessTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_end_of_a_worker_is_noticed(bool hasPidFd)
    {
        var child = Start();
        var worker = WorkerProcess.TryOpen(child.Pid, generation: 3)!;
        Assert.True(worker.PidFd >= 0);
        Assert.Equal((child.Pid, 3), (worker.Pid, worker.Generation));
        var observed = hasPidFd ? worker : new Worker(child.Pid, pidFd: -1, generation: 3);
        Assert.False(WorkerProcess.HasExited(observed));

        child.End();

        Assert.True(WorkerProcess.HasExited(observed));
        Descriptor.Close(worker.PidFd);
    }

    [Fact]
    public void A_process_that_its_parent_has_reaped_is_no_worker()
    {
        var child = Start();
        child.End();

        Assert.Null(WorkerProcess.TryOpen(child.Pid, generation: 3));
    }

    private static ChildProcess Start() => ChildProcess.Start(
        new PathName("/bin/sleep"), ["sleep"u8.ToArray(), "1000"u8.ToArray()], [], new PathName("/"), []);
}
