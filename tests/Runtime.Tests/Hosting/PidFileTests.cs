using System.Net.Sockets;
using Graceful.Hosting;
using Microsoft.Extensions.Logging;

namespace Runtime.Tests.Hosting;

/// <summary>The PID file: written, removed, and the cases where neither is possible.</summary>
public sealed class PidFileTests : IDisposable
{
    private const int Old = 1001;
    private const int New = 1002;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("graceful-pid-");
    private readonly RecordingLog _log = new();

    private string FilePath => Path.Combine(_directory.FullName, "app.pid");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void It_names_the_process_that_is_ready_and_goes_with_it()
    {
        var file = Open(Old);
        Assert.False(File.Exists(FilePath));
        file.Ready();
        Assert.Equal("1001\n", File.ReadAllText(FilePath));
        file.Stopping();
        Assert.Equal("1001\n", File.ReadAllText(FilePath));
        file.Stopped();
        AssertNothingIsLeft();
    }

    [Theory]
    [InlineData("4711\n")]
    [InlineData("")]
    [InlineData("not a number, and longer than any number of a process would be")]
    public void What_a_killed_process_has_left_is_overwritten(string left)
    {
        File.WriteAllText(FilePath, left);
        Open(Old).Ready();
        Assert.Equal("1001\n", File.ReadAllText(FilePath));
    }

    [Fact]
    public void It_is_replaced_and_never_written_in_place()
    {
        Open(Old).Ready();
        using var before = new StreamReader(File.Open(FilePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        Open(New).Ready();
        Assert.Equal("1001\n", before.ReadToEnd());
        Assert.Equal("1002\n", File.ReadAllText(FilePath));
        Assert.Equal([FilePath], Directory.GetFiles(_directory.FullName));
    }

    [Fact]
    public void After_a_hand_over_it_is_the_successors()
    {
        var (old, successor) = (Open(Old), Open(New));
        old.Ready();
        successor.Ready();
        old.HandedOver(New);
        old.Stopped();
        Assert.Equal("1002\n", File.ReadAllText(FilePath));
        successor.Stopped();
        AssertNothingIsLeft();
    }

    [Fact]
    public void A_successor_that_dies_leaves_it_to_its_predecessor()
    {
        var (old, successor) = (Open(Old), Open(New));
        old.Ready();
        successor.Ready();
        old.HandedOver(New);
        old.TookBack("it died");
        Assert.Equal("1001\n", File.ReadAllText(FilePath));
    }

    [Fact]
    public void A_successor_that_was_ready_too_late_leaves_it_to_its_predecessor()
    {
        var (old, successor) = (Open(Old), Open(New));
        old.Ready();
        successor.Ready();
        successor.Stopped();
        Assert.False(File.Exists(FilePath));
        old.RestartFailed("too late");
        Assert.Equal("1001\n", File.ReadAllText(FilePath));
    }

    [Fact]
    public void A_restart_that_fails_does_not_touch_it()
    {
        var old = Open(Old);
        old.Ready();
        var written = new FileInfo(FilePath).LastWriteTimeUtc;
        File.SetLastWriteTimeUtc(FilePath, written - TimeSpan.FromHours(1));
        old.RestartFailed("no such file");
        Assert.Equal(written - TimeSpan.FromHours(1), new FileInfo(FilePath).LastWriteTimeUtc);
    }

    [Fact]
    public void The_last_process_removes_it_though_its_successor_died_with_its_name_in_it()
    {
        var (old, successor) = (Open(Old), Open(New));
        old.Ready();
        successor.Ready();
        old.HandedOver(New);
        old.Stopping();
        Assert.Equal("1001\n", File.ReadAllText(FilePath));
        old.Stopped();
        AssertNothingIsLeft();
    }

    [Fact]
    public void A_directory_that_is_missing_is_one_line_and_the_service_goes_on()
    {
        var file = new PidFile(Path.Combine(_directory.FullName, "missing", "app.pid"), Old, _log);
        file.Ready();
        var line = Assert.Single(_log.Lines);
        Assert.Equal(LogLevel.Error, line.Level);
        Assert.Contains("missing/app.pid could not be written", line.Text, StringComparison.Ordinal);
        file.Stopped();
        Assert.Single(_log.Lines);
    }

    [Fact]
    public void A_link_that_lies_in_the_way_is_not_written_through()
    {
        var elsewhere = Path.Combine(_directory.FullName, "elsewhere");
        File.WriteAllText(elsewhere, "untouched");
        File.CreateSymbolicLink($"{FilePath}.{Old}", elsewhere);
        Open(Old).Ready();
        Assert.Equal("1001\n", File.ReadAllText(FilePath));
        Assert.Equal("untouched", File.ReadAllText(elsewhere));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void A_path_that_is_a_directory_is_one_line_and_leaves_nothing_beside_it()
    {
        Directory.CreateDirectory(Path.Combine(FilePath, "not empty"));
        var file = Open(Old);
        file.Ready();
        file.Stopped();
        Assert.Equal(1, _log.Count("could not be written"));
        Assert.Single(_log.Lines);
        Assert.Equal([FilePath], Directory.GetFileSystemEntries(_directory.FullName));
    }

    [Fact]
    public void A_path_that_is_a_socket_is_left_alone()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(FilePath));
        var file = Open(Old);
        file.Ready();
        file.Stopped();
        Assert.Equal(1, _log.Count("could not be written: it is a device, a socket or a directory"));
        Assert.Single(_log.Lines);
        Assert.Equal([FilePath], Directory.GetFileSystemEntries(_directory.FullName));
    }

    [Fact]
    public void A_relative_path_stays_where_it_was_when_the_working_directory_changes()
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, FilePath);
        Assert.False(Path.IsPathRooted(relative));
        new PidFile(relative, Old, _log).Ready();
        Assert.Equal("1001\n", File.ReadAllText(FilePath));
    }

    /// <summary>
    /// Another user may create one there. An ordinary open(2) would block the thread of the lifecycle for ever.
    /// </summary>
    [Fact]
    public void A_FIFO_in_its_place_blocks_nothing_and_is_replaced()
    {
        var file = Open(Old);
        file.Ready();
        File.Delete(FilePath);
        Assert.Equal(0, Instruments.Posix.Libc.mkfifo(FilePath, 0x1b6));
        file.RestartFailed("too late");
        Assert.Equal("1001\n", File.ReadAllText(FilePath));

        File.Delete(FilePath);
        Assert.Equal(0, Instruments.Posix.Libc.mkfifo(FilePath, 0x1b6));
        file.Stopped();
        Assert.True(File.Exists(FilePath), "Only a file with the own pid is removed.");
    }

    [Fact]
    public void A_link_in_its_place_is_not_followed()
    {
        var elsewhere = Path.Combine(_directory.FullName, "elsewhere");
        File.WriteAllText(elsewhere, "1001\n");
        var file = Open(Old);
        file.Ready();
        File.Delete(FilePath);
        File.CreateSymbolicLink(FilePath, elsewhere);
        file.Stopped();
        Assert.True(File.Exists(FilePath));
        file.RestartFailed("too late");
        Assert.Null(new FileInfo(FilePath).LinkTarget);
        Assert.Equal("1001\n", File.ReadAllText(elsewhere));
    }

    /// <summary>A host of a test or of a build-time tool binds no endpoint, and must not touch the file of the running service.</summary>
    [Fact]
    public void A_process_that_was_never_ready_leaves_it_alone()
    {
        File.WriteAllText(FilePath, "1001\n");
        var file = Open(Old);
        file.RestartFailed("none");
        file.Stopping();
        file.Stopped();
        Assert.Equal("1001\n", File.ReadAllText(FilePath));
    }

    private PidFile Open(int pid) => new(FilePath, pid, _log);

    private void AssertNothingIsLeft()
    {
        Assert.Empty(Directory.GetFileSystemEntries(_directory.FullName));
        Assert.Empty(_log.Lines);
    }
}
