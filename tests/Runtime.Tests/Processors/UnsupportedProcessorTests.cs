using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.Processors;

/// <summary>
/// Tmds.LibC has no assembly for some processors, and a deployment may have left it out: the application is an ordinary server then.
/// </summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class UnsupportedProcessorTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Without_Tmds_LibC_the_server_runs_stops_and_logs_one_line()
    {
        using var folder = new CopiedFolder(Path.GetDirectoryName(JitDemo.Binary.LeadingArguments[0])!);

        // The host then finds no assembly for this processor, as without the folder runtimes.
        string manifest = folder.File("AotDemo.deps.json");
        string known = File.ReadAllText(manifest);
        File.WriteAllText(manifest, known.Replace("\"rid\": \"linux-", "\"rid\": \"linux-other-", StringComparison.Ordinal));
        await using DemoProcess demo = await DemoProcess.StartAsync(
            ServerBinary.Jit(folder.File("AotDemo.dll")),
            new() { Print = output.WriteLine });

        Assert.Equal(200, (await RawConnection.GetAsync(demo.EndPoint, "/demo/DescribeDemo")).Status);
        await demo.LoggedTimesAsync(1, "Tmds.LibC.dll could not be loaded");
        demo.First.Signal(LibC.SIGTERM);
        Assert.Equal(0, (await demo.ExitOfAsync(demo.First)).Code);
        Assert.Equal(0, demo.Log.Count("Exception"));
    }

    /// <summary>A copy of a folder in the temporary directory, deleted at the end.</summary>
    private sealed class CopiedFolder : IDisposable
    {
        private readonly DirectoryInfo _copy = Directory.CreateTempSubdirectory("graceful-processor-");

        internal CopiedFolder(string original) => JitBuild.Deploy(original, _copy.FullName);

        internal string File(string name) => Path.Combine(_copy.FullName, name);

        public void Dispose() => _copy.Delete(recursive: true);
    }
}
