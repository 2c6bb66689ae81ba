using Instruments.Load;
using Instruments.Servers;

namespace Runtime.Tests.UnderLoad;

/// <summary>Restarts one after the other, and the assertions that hold after every series.</summary>
internal static class RestartSeries
{
    /// <summary>Each restart waits for two events: the successor has answered each load, and the old process has exited.</summary>
    internal static async Task RunAsync(DemoProcess demo, int count, params LoadClient[] loads)
    {
        for (int i = 0; i < count; i++)
        {
            Generation old = demo.Newest;
            Generation successor = await demo.RestartAsync();
            foreach (LoadClient load in loads)
            {
                await load.AnsweredByAsync(successor.Pid);
            }

            await demo.ExitsWellAsync(old);
        }
    }

    internal static void AssertOneProcessIsLeft(DemoProcess demo, int restarts)
    {
        Assert.True(
            demo.Living.Count == 1 && demo.Newest.IsAlive && demo.Generations.Count == restarts + 1,
            $"Expected {restarts + 1} generations, of which the last one lives: {string.Join(", ", demo.Generations)}");
    }

    internal static void AssertNoProcessIsLeft(DemoProcess demo)
        => Assert.True(demo.Living.Count == 0, $"Expected that no process is left: {string.Join(", ", demo.Generations)}");

    internal static void AssertNothingFailed(LoadReport report)
        => Assert.True(report.Failed == 0 && report.ResetsAfterAnswer == 0 && report.ClosedUnannounced == 0, report.ToString());

    internal static void AssertNoConnectionWasLost(LoadReport report, int connections)
    {
        AssertNothingFailed(report);
        Assert.True(report.ConnectionsClosed == 0 && report.Reconnects == 0 && report.Connects == connections, report.ToString());
    }
}
