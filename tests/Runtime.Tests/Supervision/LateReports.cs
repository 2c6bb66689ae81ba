using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Instruments.Servers;
using Runtime.Tests.Failures;
using Runtime.Tests.Processes;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.Supervision;

/// <summary>Messages that the master reads after their sender has ended.</summary>
[SupportedOSPlatform("linux")]
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed partial class LateReports(NativeDemo native, ITestOutputHelper output)
{
    /// <summary>The master would wait for its end for ever, which its parent has noticed already.</summary>
    [Fact]
    public async Task A_successor_that_has_ended_is_no_worker()
    {
        using var deployment = new Deployment(native.Binary);
        await using DemoProcess demo = await DemoProcess.StartAsync(
            deployment.Binary, new() { Supervised = true, Print = output.WriteLine });
        Generation master = demo.Master;
        Generation first = demo.First;
        BadVersion.All["fails while Kestrel binds"].Deploy(deployment, demo);
        master.Signal(LibC.SIGSTOP);
        first.Signal(LibC.SIGUSR2);
        await demo.LoggedAsync(FailedLine());
        deployment.DeployGood();
        int known = demo.Generations.Count;
        master.Signal(LibC.SIGCONT);

        first.Kill();

        Generation next = await demo.NextGenerationAsync(after: known);
        await demo.AnsweredByAsync(next);
        master.Signal(LibC.SIGTERM);
        Assert.Equal(0, (await demo.ExitOfAsync(master)).Code);
    }

    [GeneratedRegex("Successor [0-9]+ exited with .* before it was ready")]
    private static partial Regex FailedLine();
}
