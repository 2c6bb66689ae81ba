using Graceful.Hosting;
using Runtime.Tests.Deployments;

namespace Runtime.Tests.Hosting;

/// <summary>The PID file on a file system that is full.</summary>
public sealed class FullDiskPidFileTests : IDisposable
{
    private const int Old = 1001;
    private const int New = 1002;

    private readonly RecordingLog _log = new();
    private readonly SmallDisk _disk = new();

    private string FilePath => Path.Combine(_disk.Folder, "app.pid");

    public void Dispose() => _disk.Dispose();

    [NeedsMount]
    public void A_successor_overwrites_it_in_place()
    {
        var (old, successor) = (Open(Old), Open(New));
        old.Ready();
        _disk.Fill();
        successor.Ready();
        Assert.Equal("1002\n", File.ReadAllText(FilePath));
        old.HandedOver(New);
        old.Stopped();
        Assert.Equal("1002\n", File.ReadAllText(FilePath));
        successor.Stopped();
        Assert.False(File.Exists(FilePath));
        Assert.Empty(_log.Lines);
    }

    [NeedsMount]
    public void A_successor_that_dies_leaves_it_to_its_predecessor()
    {
        var (old, successor) = (Open(Old), Open(New));
        old.Ready();
        _disk.Fill();
        successor.Ready();
        old.HandedOver(New);
        old.TookBack("it died");
        Assert.Equal("1001\n", File.ReadAllText(FilePath));
    }

    [NeedsMount]
    public void A_longer_pid_and_a_shorter_one_replace_it()
    {
        Open(Old).Ready();
        _disk.Fill();
        Open(4_194_304).Ready();
        Assert.Equal("4194304\n", File.ReadAllText(FilePath));
        Open(7).Ready();
        Assert.Equal("7\n", File.ReadAllText(FilePath));
    }

    /// <summary>The file has a second name (link(2)), under which it may belong to another program.</summary>
    [NeedsMount]
    public void A_successor_that_cannot_overwrite_it_writes_it_when_the_predecessor_has_removed_it()
    {
        var (old, successor) = (Open(Old), Open(New));
        old.Ready();
        Assert.Equal((0, ""), SmallDisk.Run("ln", FilePath, FilePath + ".other"));
        _disk.Fill();
        successor.Ready();
        Assert.Equal("1001\n", File.ReadAllText(FilePath));
        Assert.Equal(1, _log.Count("app.pid could not be written: "));

        old.HandedOver(New);
        old.Stopped();
        successor.PredecessorGone();
        Assert.False(File.Exists(FilePath));
        Assert.Equal(1, _log.Count("app.pid could not be written: "));

        _disk.Free();
        successor.PredecessorGone();
        Assert.Equal("1002\n", File.ReadAllText(FilePath));
        Assert.Equal(1, _log.Count("app.pid has been written now: it names 1002"));
        Assert.Equal("1001\n", File.ReadAllText(FilePath + ".other"));
    }

    [NeedsMount]
    public void A_file_that_is_no_PID_file_is_left_as_it_is()
    {
        var precious = new string('x', 100);
        File.WriteAllText(FilePath, precious);
        _disk.Fill();
        Open(Old).Ready();
        Assert.Equal(precious, File.ReadAllText(FilePath));
        Assert.Equal(1, _log.Count("app.pid could not be written: "));
    }

    private PidFile Open(int pid) => new(FilePath, pid, _log);
}
