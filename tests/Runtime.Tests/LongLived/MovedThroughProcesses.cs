using System.Diagnostics;
using System.Globalization;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Xunit.Abstractions;

namespace Runtime.Tests.LongLived;

/// <summary>WebSockets through restarts of real processes.</summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class MovedThroughProcesses(ITestOutputHelper output)
{
    private const int Restarts = 5;

    [Fact]
    public async Task Idle_and_busy_WebSockets_stay_connected()
    {
        const int Idle = 100, Busy = 4;
        await using DemoProcess demo = await DemoProcess.StartAsync(ProbeApp.Binary, new()
        {
            Print = output.WriteLine,
            Environment = new Dictionary<string, string?> { ["Graceful__DrainTimeout"] = "00:00:30" },
        });
        using var stop = new CancellationTokenSource();
        var idle = new List<FrameClient>();
        for (var i = 0; i < Idle; i++)
        {
            idle.Add(await FrameClient.ConnectAsync(demo.EndPoint, "/ws"));
        }

        var busy = Enumerable.Range(0, Busy).Select(_ => Task.Run(() => TalkAsync(demo, stop.Token))).ToArray();
        for (var restart = 1; restart <= Restarts; restart++)
        {
            Generation old = demo.Newest;
            Generation successor = await demo.RestartAsync();
            await demo.ExitOfAsync(old);
            foreach (var client in idle)
            {
                Assert.Equal($"{successor.Pid} {restart} m", await client.AskAsync("m"));
            }
        }

        await stop.CancelAsync();
        var pauses = (await Task.WhenAll(busy)).SelectMany(all => all).Order().ToArray();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{pauses.Length} messages; round trip p50 {pauses[pauses.Length / 2]:0.0} ms, "
            + $"p99 {pauses[pauses.Length * 99 / 100]:0.0} ms, max {pauses[^1]:0.0} ms"));
        idle.ForEach(client => client.Dispose());
    }

    /// <summary>Every message is answered once, in order; returns the round trips in milliseconds.</summary>
    private static async Task<List<double>> TalkAsync(DemoProcess demo, CancellationToken stop)
    {
        using var client = await FrameClient.ConnectAsync(demo.EndPoint, "/ws");
        var (roundTrips, text) = (new List<double>(), new string('x', 1000));
        while (!stop.IsCancellationRequested)
        {
            var began = Stopwatch.GetTimestamp();
            var answer = await client.AskAsync(text);
            roundTrips.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            Assert.EndsWith($" {roundTrips.Count} {text}", answer, StringComparison.Ordinal);
        }

        return roundTrips;
    }
}
