using System.Diagnostics;
using System.Globalization;
using Instruments.Servers;
using Runtime.Tests.Failures;
using Runtime.Tests.Processes;
using Xunit.Abstractions;

namespace Runtime.Tests.Supervision;

/// <summary>kill -9 of a worker, again and again, under load.</summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class KilledWorkers(NativeDemo native, ITestOutputHelper output)
{
    private const int Kills = 4;

    // Of a longer run.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Clients wait in the backlog for the next worker: only the connections that a killed worker held are lost.</summary>
    [Fact]
    public async Task The_next_worker_serves_and_no_connection_is_refused()
    {
        string? wanted = Environment.GetEnvironmentVariable("GRACEFUL_KILLS");
        int kills = wanted is null ? Kills : int.Parse(wanted, CultureInfo.InvariantCulture);
        await using DemoProcess demo = await DemoProcess.StartAsync(native.Binary, new() { Supervised = true, Print = output.WriteLine });
        await using Crowd crowd = await Crowd.StartAsync(demo);
        var victims = new Victims(demo.EndPoint);
        for (int kill = 1; kill <= kills; kill++)
        {
            long killedAt = (await victims.KillAsync(demo.Newest))!.Value;
            Generation next = await demo.NextGenerationAsync(after: kill);
            await demo.AnsweredByAsync(next);
            output.WriteLine($"kill {kill}: the first answer came after {Stopwatch.GetElapsedTime(killedAt).TotalMilliseconds:0} ms");
            await crowd.AnsweredByAsync(next);
            await Task.Delay(wanted is null ? TimeSpan.Zero : Pause);
        }

        // A refused connection is a loss that no victim explains.
        await crowd.AssertOnlyVictimsLostAsync(victims, output.WriteLine);
        Assert.Equal([demo.Newest], demo.Living);
        Assert.True(demo.Master.IsAlive);
    }
}
