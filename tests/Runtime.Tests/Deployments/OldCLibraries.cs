using Instruments.Servers;
using Runtime.Tests.Processes;
using Xunit.Abstractions;

namespace Runtime.Tests.Deployments;

/// <summary>RHEL 8 and Ubuntu 18.04: posix_spawn(3) cannot change the directory there, and glibc 2.27 has no statx(2).</summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class OldCLibraries : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("graceful-libc-");
    private readonly NativeDemo _native;
    private readonly ITestOutputHelper _output;

    public OldCLibraries(NativeDemo native, ITestOutputHelper output)
    {
        (_native, _output) = (native, output);
        OldCLibrary.WriteTo(_folder.FullName);
    }

    [NeedsGlibcTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_restart_follows_the_working_directory(bool supervised)
    {
        string current = Path.Combine(_folder.FullName, "current");
        string[] releases = [Release("1"), Release("2")];
        Directory.CreateSymbolicLink(current, releases[0]);
        await using DemoProcess demo = await DemoProcess.StartAsync(_native.Binary, new()
        {
            Print = _output.WriteLine,
            Supervised = supervised,
            WorkingDirectory = current,
            Environment = new Dictionary<string, string?> { ["LD_LIBRARY_PATH"] = _folder.FullName, ["PWD"] = current },
        });
        string maps = File.ReadAllText($"/proc/{demo.First.Pid}/maps");
        Assert.Contains(Path.Combine(_folder.FullName, "libc.so.6"), maps, StringComparison.Ordinal);

        // Once in the directory of the old process, once in another one.
        await RestartAsync(demo, releases[0]);
        Directory.Delete(current);
        Directory.CreateSymbolicLink(current, releases[1]);
        await RestartAsync(demo, releases[1]);
        Assert.Equal(0, demo.Log.Count("stays the version that it is"));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task RestartAsync(DemoProcess demo, string directory)
    {
        Generation old = demo.Newest;
        Generation successor = await demo.RestartAsync();
        await demo.AnsweredByAsync(successor);
        Assert.Equal(directory, new DirectoryInfo($"/proc/{successor.Pid}/cwd").LinkTarget);
        await demo.ExitOfAsync(old);
    }

    private string Release(string name) => _folder.CreateSubdirectory(name).FullName;
}
