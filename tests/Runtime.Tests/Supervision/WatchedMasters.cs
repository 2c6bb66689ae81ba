using System.Runtime.Versioning;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Runtime.Tests.Systemd;
using Xunit.Abstractions;

namespace Runtime.Tests.Supervision;

/// <summary>A master under systemd's watchdog.</summary>
[SupportedOSPlatform("linux")]
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class WatchedMasters(NativeDemo native, ITestOutputHelper output)
{
    /// <summary>systemd would end the master, and with it the listening sockets.</summary>
    [Fact]
    public async Task While_the_next_worker_starts_the_master_reports_for_it()
    {
        using var systemd = new NotifyReceiver();
        using var deployment = new Deployment(native.Binary);
        await using DemoProcess demo = await DemoProcess.StartAsync(deployment.Binary, new()
        {
            Supervised = true,
            Print = output.WriteLine,
            Environment = new Dictionary<string, string?> { ["NOTIFY_SOCKET"] = systemd.Name, ["WATCHDOG_USEC"] = "200000" },
        });
        deployment.DeployScript("exec sleep 1000");

        demo.First.Kill();

        // It sends no heartbeats.
        await demo.NextGenerationAsync(after: 1);
        int before = Reports(systemd);
        await Until.TrueAsync(() => Reports(systemd) > before + 5, "reports of the master");
        Assert.All(systemd.Received, notification => Assert.Equal(demo.Master.Pid, notification.Pid));
    }

    private static int Reports(NotifyReceiver systemd) => systemd.Received.Count(notification => notification["WATCHDOG"] is not null);
}
