using Runtime.Tests.Processes;
using Runtime.Tests.Processes.Posix;
using Runtime.Tests.Processes.Raw;
using Runtime.Tests.Processes.Servers;
using Xunit.Abstractions;

namespace Runtime.Tests.Deployments;

/// <summary>The PID file through the life of real processes.</summary>
[Collection(RealProcesses.Name)]
public sealed class PidFileOfProcesses(NativeDemo native, ITestOutputHelper output) : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("graceful-pid-");

    private string FilePath => Path.Combine(_directory.FullName, "app.pid");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task It_names_whoever_serves_and_goes_with_the_last()
    {
        File.WriteAllText(FilePath, "1\n");
        await using DemoProcess demo = await StartAsync(FilePath);
        Generation old = demo.First;
        await NamesAsync(old);

        Generation successor = await demo.RestartAsync();
        await NamesAsync(successor);
        Assert.Equal(0, (await demo.ExitOfAsync(old)).Code);
        Assert.Equal($"{successor.Pid}\n", File.ReadAllText(FilePath));

        successor.Signal(Libc.SIGTERM);
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

    [Fact]
    public async Task A_directory_that_is_missing_does_not_stop_the_service()
    {
        await using DemoProcess demo = await StartAsync(Path.Combine(_directory.FullName, "missing", "app.pid"));
        Generation successor = await demo.RestartAsync();
        await demo.AnsweredByAsync(successor);
        Assert.Equal(0, (await demo.ExitOfAsync(demo.First)).Code);
        Assert.Equal(2, demo.Log.Count("missing/app.pid could not be written"));
    }

    // Written when the process says that it is ready, which is a moment after its first answer.
    private Task NamesAsync(Generation generation) =>
        Until.TrueAsync(() => File.Exists(FilePath) && File.ReadAllText(FilePath) == $"{generation.Pid}\n", $"{FilePath} to name {generation}");

    private Task<DemoProcess> StartAsync(string path) => DemoProcess.StartAsync(native.Binary, new()
    {
        Print = output.WriteLine,
        Environment = new Dictionary<string, string?> { ["Graceful__PidFile"] = path, ["Graceful__DrainTimeout"] = "00:01:00" },
    });
}
