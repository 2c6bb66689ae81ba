using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.Supervision;

/// <summary>
/// A program of several files, as <c>dotnet publish</c> makes it, with a directory for each release: its host looks for the assemblies
/// beside the file that it was started as.
/// </summary>
[SupportedOSPlatform("linux")]
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed partial class AppHostsOnProbation(ITestOutputHelper output) : IDisposable
{
    private const string Name = "AotDemo";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("graceful-apphost-");

    private string Current => Path.Combine(_folder.FullName, "current");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_release_before_serves_again()
    {
        string first = Deploy("1");
        string second = Deploy("2");
        ReleaseLink.Select(Current, "1");
        await using DemoProcess demo = await DemoProcess.StartAsync(ServerBinary.Native(Path.Combine(Current, Name)), new()
        {
            Supervised = true,
            Print = output.WriteLine,
            Environment = new Dictionary<string, string?>
            {
                ["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../..")),
                ["Graceful__ProbationTime"] = "00:05:00",
            },
        });
        Generation old = demo.Newest;
        ReleaseLink.Select(Current, "2");
        Generation bad = await demo.RestartAsync();
        await demo.AnsweredByAsync(bad);
        await demo.ExitOfAsync(old);
        Assert.Equal(second, ProgramOf(bad));

        bad.Signal(LibC.SIGKILL);

        Generation restored = await demo.NextGenerationAsync(after: 2);
        await demo.AnsweredByAsync(restored);
        await demo.LoggedAsync(PreviousServesLine());
        Assert.Equal(first, ProgramOf(restored));

        // The next restart follows the link again.
        Deploy("3");
        ReleaseLink.Select(Current, "3");
        Generation repaired = await demo.RestartAsync();
        await demo.AnsweredByAsync(repaired);
        await demo.ExitOfAsync(restored);
        Assert.Equal(Path.Combine(_folder.FullName, "3", Name), ProgramOf(repaired));
    }

    [GeneratedRegex("The previous version serves again")]
    private static partial Regex PreviousServesLine();

    private static string? ProgramOf(Generation generation) => new FileInfo($"/proc/{generation.Pid}/exe").LinkTarget;

    /// <returns>The path of the program.</returns>
    private string Deploy(string release)
    {
        string folder = Path.Combine(_folder.FullName, release);
        JitBuild.Deploy(JitBuild.FolderOf("samples/AotDemo"), folder);
        return Path.Combine(folder, Name);
    }
}
