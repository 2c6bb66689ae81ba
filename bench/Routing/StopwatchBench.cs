using System.Diagnostics;
using System.Globalization;

namespace Routing.Bench;

/// <summary>
/// The same without BenchmarkDotNet, for the native binary: rounds of a few milliseconds each. Prints the median and the fastest
/// round, with the bytes allocated per request.
/// </summary>
internal static class StopwatchBench
{
    private const int Rounds = 400;
    private static readonly TimeSpan RoundTime = TimeSpan.FromMilliseconds(5);

    /// <summary>
    /// The JIT recompiles hot methods in the background, and only after 100 ms in which nothing has been compiled for the first time.
    /// Until then, every round measures code that has not been optimised.
    /// </summary>
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(1.5);

    /// <param name="table">The table.</param>
    /// <param name="rows">Text that the names of the selected rows contain; empty for all rows.</param>
    public static void Run(RouteTableFile table, string rows)
    {
        var (actions, reference) = (Pipeline.UseActions(), Pipeline.UseRouting(table));
        (string Name, Request[] Requests, Func<Request[], int> Run)[] all =
        [
            ("match      hit ", table.Hits, Compiled.Run),
            ("match      miss", table.Misses, Compiled.Run),
            ("match      405 ", table.WrongVerbs, Compiled.Run),
            ("nothing        ", table.Hits, Pipeline.Nothing().Run),
            ("endpoint set   ", table.Hits, Pipeline.Selection(hasValues: false).Run),
            ("and values set ", table.Hits, Pipeline.Selection(hasValues: true).Run),
            ("UseRouting pass", table.Hits, Pipeline.PassRouting().Run),
            ("UseActions hit ", table.Hits, actions.Run),
            ("UseActions miss", table.Misses, actions.Run),
            ("UseActions 405 ", table.WrongVerbs, actions.Run),
            ("UseRouting hit ", table.Hits, reference.Run),
            ("UseRouting miss", table.Misses, reference.Run),
            ("UseRouting 405 ", table.WrongVerbs, reference.Run),
        ];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{table.Name}: {table.Hits.Length} requests, {Rounds} rounds"));
        foreach (var row in all.Where(row => row.Name.Contains(rows, StringComparison.OrdinalIgnoreCase)))
        {
            Measure(row.Name, row.Requests, row.Run);
        }
    }

    private static void Measure(string name, Request[] requests, Func<Request[], int> run)
    {
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < WarmUpTime;)
        {
            run(requests);
        }

        var repetitions = 1;
        while (Time(requests, run, repetitions) < RoundTime)
        {
            repetitions *= 2;
        }

        var times = new double[Rounds];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Rounds; i++)
        {
            times[i] = Time(requests, run, repetitions).TotalNanoseconds / repetitions / requests.Length;
        }

        var bytes = (double)(GC.GetAllocatedBytesForCurrentThread() - before) / Rounds / repetitions / requests.Length;
        Array.Sort(times);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name} {times[Rounds / 2],8:F1} ns median {times[0],8:F1} ns best {bytes,8:F0} B"));
    }

    private static TimeSpan Time(Request[] requests, Func<Request[], int> run, int repetitions)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < repetitions; i++)
        {
            run(requests);
        }

        return Stopwatch.GetElapsedTime(start);
    }
}
