using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Graceful;
using Instruments.Load;
using Instruments.Posix;
using Instruments.Servers;
using Runtime.Tests.Failures;
using Runtime.Tests.Processes;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.UnderLoad;

[SupportedOSPlatform("linux")]
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class SignalsDuringARestart(NativeDemo native, ITestOutputHelper output)
{
    private DemoOptions Patient => new()
    {
        Print = output.WriteLine,
        Environment = new Dictionary<string, string?> { ["Graceful__DrainTimeout"] = "00:10:00" },
    };

    /// <summary>The successor stops itself before it reports readiness, so that the second signal arrives during the restart.</summary>
    [Fact]
    public async Task A_second_restart_signal_is_carried_out_after_the_first_restart()
    {
        using var deployment = new Deployment(native.Binary);
        await using DemoProcess demo = await DemoProcess.StartAsync(deployment.Binary, new() { Print = output.WriteLine });
        await using LoadClient load = await LoadClient.StartAsync(new() { Server = demo.EndPoint, Connections = 32 });

        deployment.DeployScript($"kill -STOP $$\nexec '{deployment.GoodProgram}' \"$@\"");
        Generation successor = await demo.RestartAsync();
        await Until.TrueAsync(() => ProcFs.IsStopped(successor.Pid), $"{successor} to stop itself");
        deployment.DeployGood();
        demo.First.Signal(LibC.SIGUSR2);
        await demo.LoggedAsync(new Regex("SIGUSR2 received while restarting: the restart is pending"));
        successor.Signal(LibC.SIGCONT);

        Generation third = await demo.NextGenerationAsync(after: 2);
        await load.AnsweredByAsync(third.Pid);
        Assert.Equal(0, (await demo.ExitOfAsync(demo.First)).Code);
        Assert.Equal(0, (await demo.ExitOfAsync(successor)).Code);
        LoadReport report = await load.StopAsync();
        output.WriteLine(report.ToString());

        RestartSeries.AssertNothingFailed(report);
        RestartSeries.AssertOneProcessIsLeft(demo, restarts: 2);
    }

    /// <summary>All signals go to the first process, as from an operator who does not know about the running restart.</summary>
    [Fact]
    public async Task Signals_in_quick_succession_end_in_one_process_and_fail_no_request()
    {
        await using DemoProcess demo = await DemoProcess.StartAsync(native.Binary, Patient);
        await using LoadClient load = await LoadClient.StartAsync(new() { Server = demo.EndPoint, Connections = 32 });

        // A request that the first process has to finish keeps it there for the later signals.
        using HeldRequest held = await HeldRequest.BeginAsync(demo);
        demo.First.Signal(LibC.SIGUSR2);
        await demo.LoggedAsync(LogLines.RestartingGracefully);
        demo.First.Signal(LibC.SIGUSR2);
        demo.First.Signal(LibC.SIGUSR2);

        // Two lines, or one if the second signal arrived before the first was handled: one restart, which waits for this process to exit.
        await demo.LoggedAsync(new Regex("SIGUSR2 received while (restarting|draining)"));
        Assert.Equal(demo.First.Pid, (await held.AnswerAsync()).Pid);
        Generation third = await demo.NextGenerationAsync(after: 2);
        await load.AnsweredByAsync(third.Pid);
        Assert.Equal(0, (await demo.ExitOfAsync(demo.First)).Code);
        Assert.Equal(0, (await demo.ExitOfAsync(demo.Generations[1])).Code);
        LoadReport report = await load.StopAsync();
        output.WriteLine(report.ToString());

        RestartSeries.AssertNothingFailed(report);
        RestartSeries.AssertOneProcessIsLeft(demo, restarts: 2);
    }

    [Theory]
    [InlineData(Signal.SIGTERM)]
    [InlineData(Signal.SIGINT)]
    public async Task A_stop_signal_drains_and_exits_with_0(Signal signal)
    {
        await using DemoProcess demo = await DemoProcess.StartAsync(native.Binary, Patient);
        using HeldRequest held = await HeldRequest.BeginAsync(demo);
        demo.First.Signal((int)signal);
        await demo.LoggedAsync(LogLines.WaitingForConnections);

        Assert.Equal(demo.First.Pid, (await held.AnswerAsync()).Pid);
        Assert.Equal(0, (await demo.ExitOfAsync(demo.First)).Code);
        RestartSeries.AssertNoProcessIsLeft(demo);
    }
}
