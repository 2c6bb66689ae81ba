using System.Globalization;
using Graceful;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.Deployments;

/// <summary>
/// A signal that reaches a process after the end of its host, while the process exits. Its default effect would end the process with the
/// status of a crash.
/// </summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class LateSignals(ITestOutputHelper output)
{
    [Theory]
    [InlineData(Signal.SIGUSR2, false)]
    [InlineData(Signal.SIGUSR2, true)]
    [InlineData(Signal.SIGTERM, false)]
    [InlineData(Signal.SIGTERM, true)]
    public async Task A_process_that_has_handed_over_exits_in_order(Signal signal, bool supervised)
    {
        await using DemoProcess demo = await StartAsync(signal, supervised);
        Generation successor = await demo.RestartAsync();
        await demo.ExitsWellAsync(demo.First);
        await demo.AnsweredByAsync(successor);
    }

    /// <summary>As pm2 restart and stop in quick succession: the supervisor would report a crash.</summary>
    [Theory]
    [InlineData(Signal.SIGUSR2, false)]
    [InlineData(Signal.SIGUSR2, true)]
    [InlineData(Signal.SIGTERM, false)]
    [InlineData(Signal.SIGTERM, true)]
    [InlineData(Signal.SIGINT, false)]
    public async Task A_process_that_was_told_to_stop_exits_in_order(Signal signal, bool supervised)
    {
        await using DemoProcess demo = await StartAsync(signal, supervised);
        Generation operated = demo.OperatedBy(demo.First);
        operated.Signal(LibC.SIGTERM);
        Assert.Equal(0, (await demo.ExitOfAsync(operated)).Code);
    }

    private Task<DemoProcess> StartAsync(Signal signal, bool supervised) => DemoProcess.StartAsync(ProbeApp.Binary, new()
    {
        Print = output.WriteLine,
        Supervised = supervised,
        Arguments = ["--last-signal", ((int)signal).ToString(CultureInfo.InvariantCulture)],
    });
}
