using Instruments.Load;
using Instruments.Servers;
using Runtime.Tests.UnderLoad;

namespace Runtime.Tests.Failures;

/// <summary>
/// Three kinds of clients at once: busy ones, those with think time, and those with a connection per request.
/// </summary>
internal sealed class Crowd : IAsyncDisposable
{
    private const int Connections = 16;

    private static readonly string[] Kinds = ["busy", "thinking", "new connections"];

    private readonly LoadClient[] _loads;

    private Crowd(params LoadClient[] loads) => _loads = loads;

    internal static async Task<Crowd> StartAsync(DemoProcess demo, int seed = 1)
    {
        var plan = new LoadPlan { Server = demo.EndPoint, Connections = Connections, Seed = seed };
        return new Crowd(
            await LoadClient.StartAsync(plan with { Think = ThinkTime.Milliseconds(0, 2) }),
            await LoadClient.StartAsync(plan with { Think = ThinkTime.Milliseconds(0, 200) }),

            // Each of these leaves a socket in TIME_WAIT for a minute, a line of /proc/net/tcp, which the tests read.
            await LoadClient.StartAsync(plan with { Think = ThinkTime.Milliseconds(10, 60), Connections = 8,
                NewConnectionPerRequest = true }));
    }

    /// <summary>Completes when every client of each kind has received an answer since this call.</summary>
    internal Task AllAnsweredAsync() => Task.WhenAll(_loads.Select(load => load.AllAnsweredAsync()));

    /// <summary>Completes when the process has answered clients of each kind.</summary>
    internal Task AnsweredByAsync(Generation generation) => Task.WhenAll(_loads.Select(load => load.AnsweredByAsync(generation.Pid)));

    /// <summary>Ends the load. No request has failed, and no keep-alive connection was closed.</summary>
    internal async Task AssertNoClientFailedAsync(Action<string> print)
    {
        LoadReport[] reports = await StopAsync(print);
        RestartSeries.AssertNoConnectionWasLost(reports[0], Connections);
        RestartSeries.AssertNoConnectionWasLost(reports[1], Connections);
        RestartSeries.AssertNothingFailed(reports[2]);
    }

    /// <summary>Ends the load. No request has failed; connections may have been closed with an announcement.</summary>
    internal async Task AssertNoRequestFailedAsync(Action<string> print)
    {
        foreach (LoadReport report in await StopAsync(print))
        {
            RestartSeries.AssertNothingFailed(report);
        }
    }

    /// <summary>Ends the load. Only connections of killed processes were lost.</summary>
    internal async Task AssertOnlyVictimsLostAsync(Victims victims, Action<string> print)
    {
        LoadReport[] reports = await StopAsync(print);
        Loss[] unexplained = victims.Unexplained(reports);
        print(victims.ToString());
        Assert.True(
            unexplained.Length == 0,
            $"{unexplained.Length} losses of connections that no killed process held:\n" +
            $"{string.Join('\n', unexplained.Take(20))}\n{victims}");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (LoadClient load in _loads)
        {
            await load.DisposeAsync();
        }
    }

    private async Task<LoadReport[]> StopAsync(Action<string> print)
    {
        LoadReport[] reports = await Task.WhenAll(_loads.Select(load => load.StopAsync()));
        foreach ((string kind, LoadReport report) in Kinds.Zip(reports))
        {
            print($"{kind}: {report}");
        }

        return reports;
    }
}
