using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Instruments.Servers;
using Runtime.Tests.Failures;
using Runtime.Tests.Processes;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.Supervision;

/// <summary>Workers that SIGSTOP has suspended, as processes.</summary>
[SupportedOSPlatform("linux")]
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed partial class SuspendedWorkers(NativeDemo native, ITestOutputHelper output) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("graceful-suspended-");

    private string PidFile => Path.Combine(_folder.FullName, "app.pid");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_stop_ends_the_service_all_the_same()
    {
        await using DemoProcess demo = await StartAsync("00:00:00");
        Generation master = demo.Master;
        Assert.True(await demo.First.FreezeAsync());

        master.Signal(LibC.SIGTERM);

        await demo.LoggedAsync(KilledLine());
        Assert.Equal(128 + LibC.SIGKILL, (await demo.ExitOfAsync(master)).Code);
    }

    [Fact]
    public async Task A_restart_starts_the_new_version_all_the_same()
    {
        await using DemoProcess demo = await StartAsync("00:00:00");
        Generation suspended = demo.First;
        Assert.True(await suspended.FreezeAsync());

        Generation next = await demo.RestartAsync();

        await demo.LoggedAsync(KilledLine());
        await demo.AnsweredByAsync(next);
        Assert.Equal([next], demo.Living);
    }

    [Fact]
    public async Task One_that_drains_does_not_keep_the_master_from_replacing_its_program()
    {
        await using DemoProcess demo = await StartAsync("00:00:03");
        Generation suspended = demo.First;
        using HeldRequest held = await HeldRequest.BeginAsync(demo);
        Generation next = await demo.RestartAsync();
        await demo.LoggedAsync(new Regex($"Worker {suspended.Pid} handed over to worker {next.Pid}"));

        Assert.True(await suspended.FreezeAsync());

        await demo.LoggedAsync(KilledLine());
        await held.ExpectBrokenAsync();
        await demo.LoggedTimesAsync(1, $"The master {demo.Master.Pid} has replaced its program");
        Assert.Equal([next], demo.Living);
    }

    /// <summary>Returns when the master knows that the first worker serves.</summary>
    private async Task<DemoProcess> StartAsync(string drainTimeout)
    {
        DemoProcess demo = await DemoProcess.StartAsync(native.Binary, new()
        {
            Supervised = true,
            Print = output.WriteLine,
            Environment = new Dictionary<string, string?>
            {
                ["Graceful__ProbationTime"] = "00:00:00",
                ["Graceful__DrainTimeout"] = drainTimeout,
                ["Graceful__PidFile"] = PidFile,
            },
        });
        await Until.TrueAsync(() => File.Exists(PidFile), "the PID file");
        return demo;
    }

    [GeneratedRegex(@"Worker [0-9]+, generation 0, has been stopped \(SIGSTOP\), cannot react to the restart or stop, and is killed")]
    private static partial Regex KilledLine();
}
