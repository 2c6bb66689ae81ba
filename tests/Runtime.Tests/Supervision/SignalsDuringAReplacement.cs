using System.Runtime.Versioning;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.Supervision;

/// <summary>
/// Under <c>dotnet</c>, where files of the runtime have the descriptors that the events of the signals would need: threads of the runtime
/// handle the signals, and execve(2) ends them.
/// </summary>
[SupportedOSPlatform("linux")]
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class SignalsDuringAReplacement(ITestOutputHelper output)
{
    /// <summary>
    /// Sent when the check of the next program has ended: before the replacement, during it or after it. Each time a restart follows.
    /// </summary>
    [Fact]
    public async Task A_restart_signal_is_not_lost()
    {
        await using DemoProcess demo = await StartAsync();
        for (int generations = 1; generations < 8; generations += 2)
        {
            Generation next = await demo.RestartAsync();
            await UntilTheCheckEndsAsync(demo);
            demo.Master.Signal(LibC.SIGUSR2);
            await demo.AnsweredByAsync(await demo.NextGenerationAsync(after: generations + 1));
            await demo.ExitOfAsync(next);
        }

        await Until.TrueAsync(() => demo.Log.Count("has replaced its program") > 0, "a replacement");
    }

    [Fact]
    public async Task A_stop_signal_is_not_lost()
    {
        await using DemoProcess demo = await StartAsync();
        Generation master = demo.Master;
        await demo.RestartAsync();
        await UntilTheCheckEndsAsync(demo);

        master.Signal(LibC.SIGINT);

        Assert.Equal(0, (await demo.ExitOfAsync(master)).Code);
        Assert.Equal(1, demo.Log.Count("SIGINT received, stopping 1 workers"));
    }

    private Task<DemoProcess> StartAsync() => DemoProcess.StartAsync(JitDemo.Binary, new()
    {
        Supervised = true,
        Print = output.WriteLine,
        Environment = new Dictionary<string, string?> { ["Graceful__ProbationTime"] = "00:00:00" },
    });

    private static async Task UntilTheCheckEndsAsync(DemoProcess demo)
    {
        Generation? check = null;
        await Until.TrueAsync(() => (check = FindCheck(demo.Master)) is not null, "the check of the next program");
        using (check)
        {
            await demo.ExitOfAsync(check!);
        }
    }

    private static Generation? FindCheck(Generation master) => ProcFs.Children(master.Pid)
        .Where(pid => ProcFs.HasExecuted(pid) && ProcFs.EnvironmentValue(pid, "GRACEFUL_MASTER_CHECK") is not null)
        .Select(pid => Generation.TryOpen(pid))
        .FirstOrDefault();
}
