using Instruments.Load;
using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Xunit.Abstractions;

namespace Runtime.Tests.UnderLoad;

/// <summary>Keep-alive connections move to the successor: no client reconnects.</summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class SurvivingConnections(NativeDemo native, ITestOutputHelper output)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Busy_and_thinking_connections_survive_restarts(bool looksFirst)
    {
        const int Connections = 64;
        int restarts = TestShare.Of(50);
        await using DemoProcess demo = await DemoProcess.StartAsync(native.Binary, new() { Print = output.WriteLine });
        var plan = new LoadPlan { Server = demo.EndPoint, Connections = Connections, LooksFirst = looksFirst };
        await using LoadClient busy = await LoadClient.StartAsync(plan);
        await using LoadClient thinking = await LoadClient.StartAsync(plan with { Think = ThinkTime.Milliseconds(0, 20) });

        await RestartSeries.RunAsync(demo, restarts, busy, thinking);
        LoadReport whenBusy = await busy.StopAsync();
        LoadReport whenThinking = await thinking.StopAsync();
        output.WriteLine($"busy: {whenBusy}\nthinking: {whenThinking}");

        RestartSeries.AssertNoConnectionWasLost(whenBusy, Connections);
        RestartSeries.AssertNoConnectionWasLost(whenThinking, Connections);
        RestartSeries.AssertOneProcessIsLeft(demo, restarts);
    }

    /// <summary>DrainTimeout is for requests, and these connections have none.</summary>
    [Theory]
    [InlineData("00:00:00")]
    [InlineData("00:00:00.010")]
    public async Task Idle_connections_move_with_the_shortest_limit_for_requests(string drainTimeout)
    {
        await using DemoProcess demo = await DemoProcess.StartAsync(native.Binary, new()
        {
            Print = output.WriteLine,
            Environment = new Dictionary<string, string?> { ["Graceful__DrainTimeout"] = drainTimeout },
        });
        RawConnection[] idle = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => RawConnection.ConnectAsync(demo.EndPoint)));
        foreach (RawConnection connection in idle)
        {
            Assert.Equal(demo.First.Pid, (await connection.GetAsync("/process/id")).Pid);
        }

        Generation successor = await demo.RestartAsync();
        Assert.Equal(0, (await demo.ExitOfAsync(demo.First)).Code);
        foreach (RawConnection connection in idle)
        {
            Assert.Equal(successor.Pid, (await connection.GetAsync("/process/id")).Pid);
            connection.Dispose();
        }
    }

    [Fact]
    public async Task Two_thousand_mostly_idle_connections_survive_restarts()
    {
        const int Connections = 2000;
        int restarts = TestShare.Of(10);
        await using DemoProcess demo = await DemoProcess.StartAsync(native.Binary, new() { Print = output.WriteLine });
        await using LoadClient load = await LoadClient.StartAsync(new()
        {
            Server = demo.EndPoint,
            Connections = Connections,
            Think = ThinkTime.Milliseconds(500, 10_000),
        });

        await RestartSeries.RunAsync(demo, restarts, load);
        LoadReport report = await load.StopAsync();
        output.WriteLine(report.ToString());

        RestartSeries.AssertNoConnectionWasLost(report, Connections);
        RestartSeries.AssertOneProcessIsLeft(demo, restarts);
    }
}
