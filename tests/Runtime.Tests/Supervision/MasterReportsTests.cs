using Graceful.Restart;
using Graceful.Supervision;
using Graceful.Systemd;
using Runtime.Tests.Hosting;
using Runtime.Tests.Systemd;

namespace Runtime.Tests.Supervision;

/// <summary>What a master reports to systemd.</summary>
public sealed class MasterReportsTests
{
    [Fact]
    public void Heartbeats_that_cannot_be_sent_are_one_line()
    {
        using var log = new RecordingLog();
        var systemd = new NotifyReceiver();
        var reports = new MasterReports(
            new SystemdEnvironment(systemd.Name, TimeSpan.FromSeconds(1), []), new MasterSettings(), new NoPidFile(), log);
        systemd.Dispose();
        for (var i = 0; i < 3; i++)
        {
            reports.Heartbeat();
        }

        Assert.Contains("systemd could not be notified with 'WATCHDOG=1'", Assert.Single(log.Lines).Text, StringComparison.Ordinal);
    }

    private sealed class NoPidFile : ILifecycleObserver;
}
