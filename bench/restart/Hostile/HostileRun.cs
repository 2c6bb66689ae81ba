using Instruments.Load;
using Instruments.Servers;

namespace Restart.Bench.Hostile;

/// <summary>The resources of a process.</summary>
internal readonly record struct Resources(long Kilobytes, int Descriptors, int Threads)
{
    internal static Resources Of(int pid) =>
        new(ProcFs.ProportionalSetKilobytes(pid) ?? 0, ProcFs.Descriptors(pid).Count(), ProcFs.ThreadCount(pid));

    public override string ToString() => $"{Kilobytes / 1024.0,6:0.0} MB {Descriptors,5} descriptors {Threads,4} threads";
}

/// <summary>
/// Restarts a server every second while hostile clients keep it busy, and reports what well-behaved clients notice, and the resources of
/// each generation.
/// </summary>
internal static class HostileRun
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <returns>True when no request of the well-behaved clients failed.</returns>
    internal static async Task<bool> RunAsync(ServerBinary binary, TimeSpan duration)
    {
        // Short, because hostile connections use up all of it, and the next restart waits for the end of the process.
        var environment = new Dictionary<string, string?> { ["Graceful__DrainTimeout"] = "00:00:02" };
        await using DemoProcess demo = await DemoProcess.StartAsync(binary, new() { Environment = environment });
        await using LoadClient kept = await LoadClient.StartAsync(
            new() { Server = demo.EndPoint, Connections = 16, Think = ThinkTime.Milliseconds(0, 20) });
        await using LoadClient fresh = await LoadClient.StartAsync(
            new() { Server = demo.EndPoint, Connections = 4, Think = ThinkTime.Milliseconds(0, 20), NewConnectionPerRequest = true });
        using var end = new CancellationTokenSource();
        Task<IReadOnlyDictionary<string, int>> hostile = HostileClients.RunAsync(demo.EndPoint, end.Token);
        var generations = new List<(Resources First, Resources Last)>();
        long until = Environment.TickCount64 + (long)duration.TotalMilliseconds;
        while (Environment.TickCount64 < until)
        {
            Generation old = demo.Newest;
            Resources first = Resources.Of(old.Pid);
            await Task.Delay(Period);
            generations.Add((first, Resources.Of(old.Pid)));
            Generation successor = await demo.RestartAsync(old);
            await kept.AnsweredByAsync(successor.Pid);
            await demo.ExitOfAsync(old);
        }

        await kept.AllAnsweredAsync();
        LoadReport keptReport = await kept.StopAsync();
        LoadReport freshReport = await fresh.StopAsync();
        await end.CancelAsync();
        Print(generations, await hostile, keptReport, freshReport);
        return keptReport.Failed + freshReport.Failed + keptReport.ConnectionsClosed == 0;
    }

    private static void Print(
        List<(Resources First, Resources Last)> generations,
        IReadOnlyDictionary<string, int> hostile,
        LoadReport kept,
        LoadReport fresh)
    {
        string rounds = string.Join(", ", hostile.Select(kind => $"{kind.Key} {kind.Value}"));
        Console.WriteLine($"{generations.Count} restarts; hostile rounds: {rounds}\n");
        Console.WriteLine($"Keep-alive connections: {kept}\n");
        Console.WriteLine($"New connections: {fresh}\n");
        for (int number = 0; number < generations.Count; number++)
        {
            if (number < 3 || number % 10 == 0 || number >= generations.Count - 3)
            {
                Console.WriteLine($"generation {number,4}: {generations[number].First} -> {generations[number].Last}");
            }
        }
    }
}
