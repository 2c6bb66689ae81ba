using System.Runtime.Versioning;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.Supervision;

/// <summary>A master that was started in the directory of a release, which a later deployment deletes.</summary>
[SupportedOSPlatform("linux")]
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class MasterInReleases(NativeDemo native, ITestOutputHelper output) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("graceful-releases-");

    private string Current => Path.Combine(_folder.FullName, "current");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_master_replaces_its_program_after_its_first_release_is_deleted()
    {
        Select("1");
        using var deployment = new Deployment(native.Binary);
        await using DemoProcess demo = await DemoProcess.StartAsync(deployment.Binary, new()
        {
            Supervised = true,
            WorkingDirectory = Current,
            Print = output.WriteLine,
            Environment = new Dictionary<string, string?>
            {
                ["Graceful__ProbationTime"] = "00:00:00",

                // As a shell sets it: the link is followed again by each start.
                ["PWD"] = Current,
            },
        });
        Generation master = demo.Master;
        for (int release = 2; release <= 3; release++)
        {
            Select($"{release}");
            Directory.Delete(Path.Combine(_folder.FullName, $"{release - 1}"));
            await MasterReplacement.DeployAndRestartAsync(demo, deployment, release - 1);
        }

        master.Signal(LibC.SIGTERM);
        Assert.Equal(0, (await demo.ExitOfAsync(master)).Code);
    }

    private void Select(string release)
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, release));
        ReleaseLink.Select(Current, release);
    }
}
