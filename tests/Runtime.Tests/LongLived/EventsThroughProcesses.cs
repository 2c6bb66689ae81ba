using System.Collections.Concurrent;
using System.Globalization;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Xunit.Abstractions;

namespace Runtime.Tests.LongLived;

/// <summary>Event streams through restarts of real processes.</summary>
/// <remarks>
/// GRACEFUL_TEST_RESTARTS sets the number of restarts. GRACEFUL_PROBE names a native binary of tests/ProbeApp.
/// </remarks>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class EventsThroughProcesses(ITestOutputHelper output)
{
    private static readonly int Restarts = TestShare.OfRestarts(20);

    private static readonly ServerBinary Binary = Environment.GetEnvironmentVariable("GRACEFUL_PROBE") is { Length: > 0 } named
        ? ServerBinary.Native(Path.Combine(Repository.Root, named))
        : ProbeApp.Binary;

    /// <summary>Results of actions, results of minimal APIs, and a handler that writes its events.</summary>
    private static readonly string[] Paths = ["/events/Items", "/events/Result", "/minimal", "/written"];

    /// <summary>The pid in the last event of each stream.</summary>
    private readonly ConcurrentDictionary<string, int> _served = new();

    [Fact]
    public async Task Every_number_arrives_once_and_on_one_connection()
    {
        await using DemoProcess demo = await DemoProcess.StartAsync(Binary, new()
        {
            Print = output.WriteLine,
            Environment = new Dictionary<string, string?> { ["Graceful__DrainTimeout"] = "00:00:30" },
        });
        using var quiet = await EventClient.RequestAsync(demo.EndPoint, "/events/Quiet");
        await demo.LoggedTimesAsync(1, "waiting for /events/Tell");
        using var stop = new CancellationTokenSource();
        var reading = Paths.Select(path => Task.Run(() => ReadAsync(demo, path, stop.Token))).ToArray();
        await ServedByAsync(demo.First, reading);
        for (var restart = 0; restart < Restarts; restart++)
        {
            Generation old = demo.Newest;
            Generation successor = await demo.RestartAsync();
            await demo.ExitsWellAsync(old);
            await ServedByAsync(successor, reading);
        }

        await stop.CancelAsync();
        output.WriteLine($"{(await Task.WhenAll(reading)).Sum()} events through {Restarts} restarts");

        // The stream without an event has moved as well.
        using var teller = await EventClient.RequestAsync(demo.EndPoint, "/events/Tell");
        await quiet.ReadHeadAsync();
        Assert.Equal($"data: {demo.Newest.Pid}", await quiet.ReadEventAsync());
        await demo.LoggedTimesAsync((Paths.Length + 1) * Restarts, "long-lived request: event_stream moved");
    }

    private Task ServedByAsync(Generation generation, Task[] reading) => Until.TrueAsync(
        () => Array.Exists(reading, stream => stream.IsFaulted)
            || Paths.All(path => _served.GetValueOrDefault(path) == generation.Pid),
        () => $"an event of {generation} on each of {string.Join(", ", Paths)}");

    /// <summary>Returns the number of events.</summary>
    private async Task<int> ReadAsync(DemoProcess demo, string path, CancellationToken stop)
    {
        using var client = await EventClient.ConnectAsync(demo.EndPoint, path);
        var number = 0;
        while (!stop.IsCancellationRequested)
        {
            var lines = (await client.ReadEventAsync() ?? throw new EndOfStreamException($"{path} has ended.")).Split('\n');
            Assert.Equal($"id: {++number}", lines[1]);
            _served[path] = int.Parse(lines[0]["data: ".Length..], CultureInfo.InvariantCulture);
        }

        return number;
    }
}
