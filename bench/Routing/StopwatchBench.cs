using System.Diagnostics;
using System.Globalization;

namespace Routing.Bench;

/// <summary>
/// The same without BenchmarkDotNet, for the native binary: rounds of some milliseconds each, of which the fastest and the
/// median are printed, with the bytes that were allocated for each request.
/// </summary>
internal static class StopwatchBench
{
    private const int Rounds = 400;
    private static readonly TimeSpan RoundTime = TimeSpan.FromMilliseconds(5);

    public static void Run(RouteTableFile table)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{table.Name}: {table.Hits.Length} requests, {Rounds} rounds"));
        Measure("Graceful   hit ", table.Hits, Compiled.Run);
        Measure("Graceful   miss", table.Misses, Compiled.Run);
        Measure("Graceful   405 ", table.WrongVerbs, Compiled.Run);
        var reference = new Reference(table);
        Measure("UseRouting hit ", table.Hits, reference.Run);
        Measure("UseRouting miss", table.Misses, reference.Run);
        Measure("UseRouting 405 ", table.WrongVerbs, reference.Run);
    }

    private static void Measure(string name, Request[] requests, Func<Request[], int> run)
    {
        var repetitions = 1;
        while (Time(requests, run, repetitions) < RoundTime)
        {
            repetitions *= 2;
        }

        // Under the JIT, the code is compiled again meanwhile, in the background.
        for (var i = 0; i < Rounds / 2; i++)
        {
            Time(requests, run, repetitions);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var times = new double[Rounds];
        for (var i = 0; i < Rounds; i++)
        {
            times[i] = Time(requests, run, repetitions).TotalNanoseconds / repetitions / requests.Length;
        }

        var bytes = (double)(GC.GetAllocatedBytesForCurrentThread() - before - (8 * Rounds) - 24) / Rounds / repetitions / requests.Length;
        Array.Sort(times);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {times[Rounds / 2],8:F1} ns median {times[0],8:F1} ns best {Math.Max(0, Math.Round(bytes, 1)),8:F0} B"));
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
