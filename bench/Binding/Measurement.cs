using System.Diagnostics;

namespace Binding.Bench;

/// <summary>What one call costs.</summary>
/// <param name="Median">Nanoseconds, in the median of the rounds.</param>
/// <param name="Best">Nanoseconds, in the fastest of them.</param>
/// <param name="Bytes">Allocated by each call.</param>
internal readonly record struct Measurement(double Median, double Best, double Bytes)
{
    private const int Rounds = 200;
    private static readonly TimeSpan RoundTime = TimeSpan.FromMilliseconds(5);

    /// <summary>
    /// The JIT compiles what is called often again, in the background, and only when for 100 ms nothing has been compiled for the
    /// first time. What is measured before, however many rounds that are, is code that has not been optimised.
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
