using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Instruments.Posix;
using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.Supervision;

/// <summary>A master that has no descriptor free when its worker dies.</summary>
[SupportedOSPlatform("linux")]
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed partial class ScarceDescriptorsOfMasters(NativeDemo native, ITestOutputHelper output)
{
    /// <summary>The master reads in /proc whether a successor of the worker is on its way.</summary>
    [Fact]
    public async Task A_worker_that_dies_while_its_successor_starts_is_followed_by_another()
    {
        using var deployment = new Deployment(native.Binary);
        await using DemoProcess demo = await DemoProcess.StartAsync(
            deployment.Binary, new() { Supervised = true, Print = output.WriteLine });
        Generation first = demo.First;

        // Ends soon by itself: no process knows it after the death of the worker.
        deployment.DeployScript("exec sleep 20");
        demo.Master.Signal(LibC.SIGUSR2);
        await demo.LoggedAsync(StartedLine());
        deployment.DeployGood();
        Libc.ResourceLimit before = ResourceLimits.Get(demo.Master.Pid, Libc.RLIMIT_NOFILE);
        ResourceLimits.Set(demo.Master.Pid, Libc.RLIMIT_NOFILE,
            before with { Soft = ResourceLimits.DescriptorsWithFree(demo.Master.Pid, 0) });

        first.Kill();

        await demo.LoggedAsync(DiedLine());
        ResourceLimits.Set(demo.Master.Pid, Libc.RLIMIT_NOFILE, before);
        Assert.NotEqual(first.Pid, (await RawConnection.GetAsync(demo.EndPoint, "/process/id")).Pid);
        Assert.True(demo.Master.IsAlive);
    }

    [GeneratedRegex("Successor [0-9]+ has been started")]
    private static partial Regex StartedLine();

    [GeneratedRegex(@"Worker [0-9]+ exited with 137 \(SIGKILL\); clients wait in the backlog")]
    private static partial Regex DiedLine();
}
