using System.Globalization;
using Runtime.Tests.Processes;
using Runtime.Tests.Processes.Servers;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.Deployments;

/// <summary>A restart signal that reaches a process after the end of its host, while the process exits.</summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class LateSignals(ITestOutputHelper output)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_process_that_has_handed_over_exits_in_order(bool supervised)
    {
        await using DemoProcess demo = await StartAsync(supervised);
        Generation successor = await demo.RestartAsync();
        await demo.ExitsWellAsync(demo.First);
        await demo.AnsweredByAsync(successor);
    }

    /// <summary>As pm2 restart and stop in quick succession: the supervisor would report a crash.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_process_that_was_told_to_stop_exits_in_order(bool supervised)
    {
        await using DemoProcess demo = await StartAsync(supervised);
        Generation operated = demo.OperatedBy(demo.First);
        operated.Signal(LibC.SIGTERM);
        Assert.Equal(0, (await demo.ExitOfAsync(operated)).Code);
    }

    private Task<DemoProcess> StartAsync(bool supervised) => DemoProcess.StartAsync(ProbeApp.Binary, new()
    {
        Print = output.WriteLine,
        Supervised = supervised,
        Arguments = ["--last-signal", LibC.SIGUSR2.ToString(CultureInfo.InvariantCulture)],
    });
}
