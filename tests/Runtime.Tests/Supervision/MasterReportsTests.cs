using Graceful.Hosting;
using Graceful.Supervision;
using Graceful.Systemd;
using Runtime.Tests.Hosting;
using Runtime.Tests.Systemd;

namespace Runtime.Tests.Supervision;

/// <summary>What a master reports to systemd and to the readers of the PID file.</summary>
public sealed class MasterReportsTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("graceful-reports-");
    private readonly RecordingLog _log = new();
    private readonly NotifyReceiver _systemd = new();

    private string FilePath => Path.Combine(_directory.FullName, "app.pid");

    public void Dispose()
    {
        _systemd.Dispose();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public void Heartbeats_that_cannot_be_sent_are_one_line()
    {
        var systemd = new NotifyReceiver();
        var reports = new MasterReports(
            new SystemdEnvironment(systemd.Name, TimeSpan.FromSeconds(1), []), new MasterSettings(), PidFile(), _log);
        systemd.Dispose();
        for (var i = 0; i < 3; i++)
        {
            reports.Heartbeat();
        }

        Assert.Contains("systemd could not be notified with 'WATCHDOG=1'", Assert.Single(_log.Lines).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_master_that_has_replaced_its_program_removes_the_PID_file_at_the_end()
    {
        Open().Ready(new Worker(100, pidFd: -1, generation: 0));
        Assert.True(File.Exists(FilePath));
        var next = Open();

        next.Continue(new MasterState());
        next.Stopped();

        Assert.Empty(_directory.GetFiles());
    }

    private MasterReports Open() => new(
        new SystemdEnvironment(_systemd.Name, null, []), new MasterSettings { StoresSockets = true }, PidFile(), _log);

    private PidFile PidFile() => new(FilePath, Environment.ProcessId, _log);
}
