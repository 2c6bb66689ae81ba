using Instruments.Load;
using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Xunit.Abstractions;

namespace Runtime.Tests.UnderLoad;

[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class RestartsUnderLoad(NativeDemo native, ITestOutputHelper output)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Restarts_under_full_load_fail_no_request(bool newConnectionPerRequest)
    {
        int restarts = TestShare.Of(20);
        await using DemoProcess demo = await DemoProcess.StartAsync(native.Binary, new() { Print = output.WriteLine });
        await using LoadClient load = await LoadClient.StartAsync(new()
        {
            Server = demo.EndPoint,
            Connections = 32,
            NewConnectionPerRequest = newConnectionPerRequest,
        });

        await RestartSeries.RunAsync(demo, restarts, load);
        LoadReport report = await load.StopAsync();
        output.WriteLine(report.ToString());

        RestartSeries.AssertNothingFailed(report);
        RestartSeries.AssertOneProcessIsLeft(demo, restarts);
        Assert.Equal(restarts + 1, report.AnsweredByPid.Count);
    }

    /// <summary>
    /// On .NET the disposal of a listening socket under load can shut down the socket that all processes share: after enough
    /// restarts no process would accept any more.
    /// </summary>
    [Fact]
    public async Task After_many_restarts_under_connection_load_the_listener_still_accepts()
    {
        int restarts = TestShare.Of(100);
        await using DemoProcess demo = await DemoProcess.StartAsync(native.Binary, new() { Print = output.WriteLine });
        await using LoadClient load = await LoadClient.StartAsync(new()
        {
            Server = demo.EndPoint,
            Connections = 16,
            NewConnectionPerRequest = true,
        });

        await RestartSeries.RunAsync(demo, restarts, load);
        LoadReport report = await load.StopAsync();
        output.WriteLine(report.ToString());

        RestartSeries.AssertNothingFailed(report);
        RestartSeries.AssertOneProcessIsLeft(demo, restarts);
        for (int i = 0; i < 100; i++)
        {
            Assert.Equal(demo.Newest.Pid, (await RawConnection.GetAsync(demo.EndPoint, "/process/id")).Pid);
        }
    }

    [Fact]
    public async Task Under_dotnet_restarts_fail_no_request_either()
    {
        const int Restarts = 3;
        await using DemoProcess demo = await DemoProcess.StartAsync(JitDemo.Binary, new() { Print = output.WriteLine });
        await using LoadClient load = await LoadClient.StartAsync(new() { Server = demo.EndPoint, Connections = 32 });

        await RestartSeries.RunAsync(demo, Restarts, load);
        LoadReport report = await load.StopAsync();
        output.WriteLine(report.ToString());

        RestartSeries.AssertNothingFailed(report);
        RestartSeries.AssertOneProcessIsLeft(demo, Restarts);
    }
}
