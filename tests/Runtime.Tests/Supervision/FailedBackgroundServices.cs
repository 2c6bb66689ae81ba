using System.Text.RegularExpressions;
using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Xunit.Abstractions;

namespace Runtime.Tests.Supervision;

/// <summary>A background service throws, and the host of the worker stops.</summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class FailedBackgroundServices(ITestOutputHelper output)
{
    [Fact]
    public async Task The_next_worker_serves()
    {
        await using DemoProcess demo = await DemoProcess.StartAsync(
            ProbeApp.Binary, new() { Supervised = true, Print = output.WriteLine });
        Generation failed = demo.Newest;
        _ = await RawConnection.GetAsync(demo.EndPoint, "/background/fail");
        await demo.ExitOfAsync(failed);

        // It waits in the backlog for the next worker.
        int pid = (await RawConnection.GetAsync(demo.EndPoint, "/process/id")).Pid;
        Assert.NotEqual(failed.Pid, pid);
        await demo.LoggedAsync(new Regex($"Worker {failed.Pid} exited with 70; clients wait in the backlog of tcp:{demo.EndPoint}"));
        Assert.True(demo.Master.IsAlive);
    }

    /// <summary>A supervisor that starts the service again after a failure only (systemd, Restart=on-failure) does so.</summary>
    [Fact]
    public async Task Without_a_master_the_exit_code_is_that_of_a_failure()
    {
        await using DemoProcess demo = await DemoProcess.StartAsync(ProbeApp.Binary, new() { Print = output.WriteLine });

        _ = await RawConnection.GetAsync(demo.EndPoint, "/background/fail");

        Assert.Equal(70, (await demo.ExitOfAsync(demo.First)).Code);
    }
}
