using System.Diagnostics;

namespace Binding.Bench;

/// <summary>The cost of one call.</summary>
/// <param name="Median">Nanoseconds, median of the rounds.</param>
/// <param name="Best">Nanoseconds, fastest round.</param>
/// <param name="Bytes">Bytes allocated per call.</param>
internal readonly record struct Measurement(double Median, double Best, double Bytes)
{
    private const int Rounds = 200;
    private static readonly TimeSpan RoundTime = TimeSpan.FromMilliseconds(5);

    /// <summary>
    /// The JIT recompiles hot methods in the background, and only after 100 ms in which nothing has been compiled for the first time.
    /// Until then, every round measures code that has not been optimised.
    /// </summary>
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(1.5);

    public static Measurement Of(Action call)
    {
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < WarmUpTime;)
        {
            call();
        }

        var repetitions = 1;
        while (Time(call, repetitions) < RoundTime)
        {
            repetitions *= 2;
        }

        var times = new double[Rounds];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Rounds; i++)
        {
            times[i] = Time(call, repetitions).TotalNanoseconds / repetitions;
        }

        var bytes = (double)(GC.GetAllocatedBytesForCurrentThread() - before) / Rounds / repetitions;
        Array.Sort(times);
        return new(times[Rounds / 2], times[0], bytes);
    }

    private static TimeSpan Time(Action call, int repetitions)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < repetitions; i++)
        {
            call();
        }

        return Stopwatch.GetElapsedTime(start);
    }
}
