using Instruments.Load;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Runtime.Tests.UnderLoad;
using Xunit.Abstractions;

namespace Runtime.Tests.Processors;

/// <summary>The demo, cross-compiled for arm64 and restarted under qemu: the kernel's structures differ from those of x64.</summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class Arm64Tests(ITestOutputHelper output)
{
    [NeedsArm64]
    public async Task Restarts_under_load_fail_no_request()
    {
        int restarts = TestShare.Of(5);
        string folder = await NativePublish.PublishAsync("samples/AotDemo", "artifacts/test/demo-arm64", Arm64.PublishArguments);
        await using DemoProcess demo = await DemoProcess.StartAsync(ServerBinary.Native(Path.Combine(folder, "AotDemo")), new()
        {
            Print = output.WriteLine,
            Environment = new Dictionary<string, string?> { ["QEMU_LD_PREFIX"] = Arm64.Libraries },
        });
        await using LoadClient load = await LoadClient.StartAsync(new() { Server = demo.EndPoint, Connections = 8 });

        await RestartSeries.RunAsync(demo, restarts, load);
        LoadReport report = await load.StopAsync();
        output.WriteLine(report.ToString());

        RestartSeries.AssertNothingFailed(report);
        RestartSeries.AssertOneProcessIsLeft(demo, restarts);
        Assert.Equal(restarts + 1, report.AnsweredByPid.Count);
    }
}
