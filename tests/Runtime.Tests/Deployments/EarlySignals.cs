using Instruments.Servers;
using Runtime.Tests.Processes;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.Deployments;

/// <summary>A restart signal that reaches a successor before it has a handler.</summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class EarlySignals(NativeDemo native, ITestOutputHelper output)
{
    [Fact]
    public async Task A_restart_signal_before_the_handler_exists_waits_for_it()
    {
        using var deployment = new Deployment(native.Binary);
        await using DemoProcess demo = await DemoProcess.StartAsync(deployment.Binary, new() { Print = output.WriteLine });

        // The signal is sent before the server is even loaded, and once: it starts a third process, which would send it again.
        string sent = deployment.App + ".sent";
        deployment.DeployScript($"[ -e '{sent}' ] || {{ : >'{sent}'; kill -USR2 $$; }}\nexec '{deployment.GoodProgram}' \"$@\"");
        demo.First.Signal(LibC.SIGUSR2);

        Generation second = await demo.NextGenerationAsync(after: 1);
        Generation third = await demo.NextGenerationAsync(after: 2);
        await demo.AnsweredByAsync(third);
        Assert.Equal(0, (await demo.ExitOfAsync(second)).Code);
        Assert.Equal(0, (await demo.ExitOfAsync(demo.First)).Code);
    }
}
