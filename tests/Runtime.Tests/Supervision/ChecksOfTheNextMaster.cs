using System.Runtime.Versioning;
using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Failures;
using Runtime.Tests.Processes;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.Supervision;

/// <summary>
/// A configuration that becomes wrong after the new worker has read it, and before the master becomes the new version, which reads it
/// too: while the old worker still drains.
/// </summary>
[SupportedOSPlatform("linux")]
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class ChecksOfTheNextMaster(NativeDemo native, ITestOutputHelper output) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("graceful-configuration-");

    private string Settings => Path.Combine(_folder.FullName, "appsettings.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_wrong_configuration_does_not_end_the_service()
    {
        using var deployment = new Deployment(native.Binary);
        await using DemoProcess demo = await StartAsync(deployment, startTimeout: "00:01:00");

        await RestartAsync(demo, () => File.WriteAllText(Settings, """{ "Graceful": { "IdleLinger": "soon" } }"""));

        await demo.LoggedTimesAsync(
            1,
            $"The master {demo.Master.Pid} stays the version that it is: the new version, started as a master with the present "
            + "configuration, exited with 78; the workers are not affected, fix the problem and send the restart signal again; its stderr: "
            + "Graceful:IdleLinger = 'soon'");
        await AssertServesAndIsReplacedWhenRepairedAsync(demo, deployment);
    }

    [Fact]
    public async Task A_start_that_hangs_does_not_end_the_service()
    {
        using var deployment = new Deployment(native.Binary);
        await using DemoProcess demo = await StartAsync(deployment, startTimeout: "00:00:05");

        // Opening it for reading waits for a writer.
        await RestartAsync(demo, () => Assert.Equal(0, Instruments.Posix.Libc.mkfifo(Settings, 0x1b6)));

        await demo.LoggedTimesAsync(1, "did not get as far as UseGraceful() within 00:00:05");
        await AssertServesAndIsReplacedWhenRepairedAsync(demo, deployment);
    }

    private Task<DemoProcess> StartAsync(Deployment deployment, string startTimeout) => DemoProcess.StartAsync(deployment.Binary, new()
    {
        Supervised = true,
        WorkingDirectory = _folder.FullName,
        Print = output.WriteLine,
        Environment = new Dictionary<string, string?>
        {
            ["Graceful__ProbationTime"] = "00:00:00",
            ["Graceful__DrainTimeout"] = "00:00:30",
            ["Graceful__StartTimeout"] = startTimeout,
        },
    });

    /// <summary>Restarts, and calls <paramref name="change"/> between the start of the new worker and the end of the old one.</summary>
    private static async Task RestartAsync(DemoProcess demo, Action change)
    {
        Generation old = demo.Newest;
        using HeldRequest held = await HeldRequest.BeginAsync(demo);
        await demo.AnsweredByAsync(await demo.RestartAsync());
        change();
        Assert.Equal(old.Pid, (await held.AnswerAsync()).Pid);
        await demo.ExitOfAsync(old);
    }

    private async Task AssertServesAndIsReplacedWhenRepairedAsync(DemoProcess demo, Deployment deployment)
    {
        Generation master = demo.Master;
        Assert.Equal(demo.Newest.Pid, (await RawConnection.GetAsync(demo.EndPoint, "/process/id")).Pid);
        Assert.True(master.IsAlive);
        Assert.Equal(0, demo.Log.Count("has replaced its program"));

        File.Delete(Settings);
        await MasterReplacement.DeployAndRestartAsync(demo, deployment, times: 1);
        master.Signal(LibC.SIGTERM);
        Assert.Equal(0, (await demo.ExitOfAsync(master)).Code);
    }
}
