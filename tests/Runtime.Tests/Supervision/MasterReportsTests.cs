using Graceful.Hosting;
using Graceful.Posix;
using Graceful.Supervision;
using Graceful.Systemd;
using Runtime.Tests.Hosting;
using Runtime.Tests.Systemd;

namespace Runtime.Tests.Supervision;

/// <summary>The reports of a master to systemd and to the readers of the PID file.</summary>
public sealed class MasterReportsTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("graceful-reports-");
    private readonly RecordingLog _log = new();
    private readonly NotifyReceiver _systemd = new();
    private readonly (int Ours, int Theirs) _sockets = Packet.CreateChannel();

    private string FilePath => Path.Combine(_directory.FullName, "app.pid");

    public void Dispose()
    {
        _systemd.Dispose();
        Descriptor.Close(_sockets.Ours);
        Descriptor.Close(_sockets.Theirs);
        _directory.Delete(recursive: true);
    }

    [Fact]
    public void Heartbeats_that_cannot_be_sent_are_one_line()
    {
        var systemd = new NotifyReceiver();
        var reports = new MasterReports(
            new SystemdEnvironment(systemd.Name, TimeSpan.FromSeconds(1), []), new MasterSettings(), PidFile(), [], _log);
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

    [Fact]
    public async Task The_store_has_the_sockets_of_the_version_that_serves()
    {
        var reports = Open();
        reports.Ready(Worker(("tcp:127.0.0.1:80", false), ("tcp:127.0.0.1:81", false)));
        Assert.Equal(["+80", "+81"], await StoredAsync());
        reports.Serves(Worker(("tcp:127.0.0.1:81", false), ("tcp:127.0.0.1:82", false)));
        Assert.Equal(["-80", "+82"], await StoredAsync());

        reports.TookBack(Worker(("tcp:127.0.0.1:80", false), ("tcp:127.0.0.1:81", false)), "the new version died");

        Assert.Equal(["-82", "+80"], await StoredAsync());
    }

    [Fact]
    public async Task A_socket_from_the_store_that_no_endpoint_uses_is_removed_and_one_of_a_socket_unit_is_not_stored()
    {
        var reports = Open("tcp:127.0.0.1:80", "tcp:127.0.0.1:81");
        reports.Ready(Worker(("tcp:127.0.0.1:80", true), ("tcp:127.0.0.1:90", true)));
        Assert.Equal(["-81"], await StoredAsync());
        reports.Serves(Worker(("tcp:127.0.0.1:90", true)));
        Assert.Equal(["-80"], await StoredAsync());

        reports.TookBack(Worker(("tcp:127.0.0.1:80", true), ("tcp:127.0.0.1:90", true)), "the new version died");

        Assert.Equal(["+80"], await StoredAsync());
    }

    [Fact]
    public async Task A_master_that_has_replaced_its_program_knows_the_store()
    {
        var reports = Open();
        reports.Ready(Worker(("tcp:127.0.0.1:80", false), ("tcp:127.0.0.1:81", false)));
        var state = new MasterState();
        reports.Save(state);
        _ = await StoredAsync();

        var next = Open();
        next.Continue(state);
        next.Serves(Worker(("tcp:127.0.0.1:81", false)));

        Assert.Equal(["-80"], await StoredAsync());
    }

    /// <summary>The changes of the store since the last call: + and − with the port.</summary>
    private async Task<IReadOnlyList<string>> StoredAsync()
    {
        var changes = new List<string>();
        Notification next;
        do
        {
            next = await _systemd.NextAsync();
            if (next["FDNAME"] is { } name)
            {
                changes.Add((next["FDSTORE"] is null ? "-" : "+") + name[^2..]);
                Assert.Equal(next["FDSTORE"] is not null, next.Fd >= 0);
            }
        }
        while (next["READY"] is null);
        return changes;
    }

    private Worker Worker(params (string Key, bool IsManaged)[] sockets)
    {
        var worker = new Worker(100, pidFd: -1, generation: 0);
        worker.Sockets.AddRange(sockets.Select(socket => new WorkerSocket(_sockets.Ours, socket.Key, socket.IsManaged, File: null)));
        return worker;
    }

    private MasterReports Open(params string[] stored) => new(
        new SystemdEnvironment(_systemd.Name, null, []), new MasterSettings { StoresSockets = true }, PidFile(), stored, _log);

    private PidFile PidFile() => new(FilePath, Environment.ProcessId, _log);
}
