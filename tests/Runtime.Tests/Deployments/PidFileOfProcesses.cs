using Instruments.Posix;
using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.Deployments;

/// <summary>The PID file through the life of real processes.</summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class PidFileOfProcesses(NativeDemo native, ITestOutputHelper output) : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("graceful-pid-");

    private string FilePath => Path.Combine(_directory.FullName, "app.pid");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task It_names_the_serving_process_and_is_removed_with_the_last()
    {
        File.WriteAllText(FilePath, "1\n");
        await using DemoProcess demo = await StartAsync(FilePath);
        Generation old = demo.First;
        await NamesAsync(old);

        Generation successor = await demo.RestartAsync();
        await NamesAsync(successor);
        Assert.Equal(0, (await demo.ExitOfAsync(old)).Code);
        Assert.Equal($"{successor.Pid}\n", File.ReadAllText(FilePath));

        successor.Signal(LibC.SIGTERM);
        Assert.Equal(0, (await demo.ExitOfAsync(successor)).Code);
        Assert.Empty(_directory.GetFileSystemInfos());
    }

    [Fact]
    public async Task A_successor_that_is_killed_gives_it_back()
    {
        await using DemoProcess demo = await StartAsync(FilePath);
        using RawConnection slow = await RawConnection.ConnectAsync(demo.EndPoint);
        await slow.SendAsync("GET /process/slow?ms=600000 HTTP/1.1\r\nHost: graceful.test\r\n\r\n");
        await slow.ExpectNoAnswerAsync();
        Generation successor = await demo.RestartAsync();
        await NamesAsync(successor);

        successor.Kill();
        await NamesAsync(demo.First);
        await demo.AnsweredByAsync(demo.First);
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("unwritable")]
    public async Task A_directory_in_which_nothing_can_be_written_does_not_stop_the_service(string kind)
    {
        // Not even root can create files in /proc.
        string path = kind == "missing" ? Path.Combine(_directory.FullName, "missing", "app.pid") : "/proc/app.pid";
        await using DemoProcess demo = await StartAsync(path);
        Generation successor = await demo.RestartAsync();
        await demo.AnsweredByAsync(successor);
        Assert.Equal(0, (await demo.ExitOfAsync(demo.First)).Code);
        await demo.LoggedTimesAsync(2, $"{path} could not be written");
    }

    /// <summary>
    /// No byte can be written to any file (RLIMIT_FSIZE): the error is EFBIG, and SIGXFSZ ends a process that does not ignore it. As on a
    /// full disk, a file can be created and not written.
    /// </summary>
    [Theory]
    [InlineData("trap '' XFSZ; ")]
    [InlineData("")]
    public async Task A_limit_of_the_size_of_files_does_not_stop_the_service_nor_leave_half_a_file(string ignoring)
    {
        File.WriteAllText(FilePath, "4711\n");
        var binary = new ServerBinary("bash", ["-c", $"{ignoring}ulimit -f 0; exec \"$0\" \"$@\"", native.Binary.Program]);
        await using DemoProcess demo = await StartAsync(FilePath, binary);
        Generation successor = await demo.RestartAsync();
        await demo.AnsweredByAsync(successor);
        Assert.Equal(0, (await demo.ExitOfAsync(demo.First)).Code);
        successor.Signal(LibC.SIGTERM);
        Assert.Equal(0, (await demo.ExitOfAsync(successor)).Code);
        await demo.LoggedTimesAsync(2, $"{FilePath} could not be written");

        // The files of other processes are complete and unchanged.
        Assert.Equal([FilePath], Directory.GetFiles(_directory.FullName));
        Assert.Equal("4711\n", File.ReadAllText(FilePath));
    }

    /// <summary>A script's kill $(cat app.pid) reaches the process that serves, before and after the exit of the old one.</summary>
    [NeedsMount]
    public async Task On_a_full_disk_it_names_the_successor()
    {
        using var disk = new SmallDisk();
        string path = Path.Combine(disk.Folder, "app.pid");
        await using DemoProcess demo = await StartAsync(path);
        await Until.TrueAsync(() => File.Exists(path), path);
        disk.Fill();
        for (int restart = 1; restart <= 2; restart++)
        {
            Generation old = demo.Newest;
            Generation successor = await demo.RestartAsync();
            Assert.Equal(0, (await demo.ExitOfAsync(old)).Code);
            Assert.Equal($"{successor.Pid}\n", File.ReadAllText(path));
        }

        demo.Newest.Signal(LibC.SIGTERM);
        Assert.Equal(0, (await demo.ExitOfAsync(demo.Newest)).Code);
        Assert.False(File.Exists(path));
        await demo.LoggedTimesAsync(0, "could not be written");
    }

    [Fact]
    public async Task A_successor_that_dies_before_it_is_ready_does_not_touch_it()
    {
        using var deployment = new Deployment(native.Binary);
        await using DemoProcess demo = await StartAsync(FilePath, deployment.Binary);
        await NamesAsync(demo.First);
        deployment.DeployScript("exit 3");
        demo.First.Signal(LibC.SIGUSR2);
        await demo.LoggedAsync(new System.Text.RegularExpressions.Regex("exited with 3 before it was ready"));
        Assert.Equal($"{demo.First.Pid}\n", File.ReadAllText(FilePath));
    }

    // Written when the process reports readiness, a moment after its first answer.
    private Task NamesAsync(Generation generation) =>
        Until.TrueAsync(() => File.Exists(FilePath) && File.ReadAllText(FilePath) == $"{generation.Pid}\n",
            $"{FilePath} to name {generation}");

    private Task<DemoProcess> StartAsync(string path, ServerBinary? binary = null) => DemoProcess.StartAsync(binary ?? native.Binary, new()
    {
        Print = output.WriteLine,
        Environment = new Dictionary<string, string?> { ["Graceful__PidFile"] = path, ["Graceful__DrainTimeout"] = "00:01:00" },
    });
}
