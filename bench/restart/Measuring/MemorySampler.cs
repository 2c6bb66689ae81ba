using Instruments.Servers;
using Restart.Bench.Contenders;

namespace Restart.Bench.Measuring;

/// <summary>Proportional set sizes in MB: of the one process before a restart, and of both while they overlap (0 if they do not).</summary>
internal sealed record MemoryResult(double Alone, double Old, double New)
{
    internal static MemoryResult Median(IReadOnlyList<MemoryResult> series) => new(
        RunResult.Median([.. series.Select(memory => memory.Alone)]),
        RunResult.Median([.. series.Select(memory => memory.Old)]),
        RunResult.Median([.. series.Select(memory => memory.New)]));
}

/// <summary>Samples the memory of a contender's processes during one restart.</summary>
internal sealed class MemorySampler
{
    private readonly Contender _contender;
    private readonly int _old;
    private readonly double _alone;
    private readonly Task<MemoryResult> _sampling;
    private volatile bool _stopping;

    internal MemorySampler(Contender contender)
    {
        _contender = contender;
        _old = contender.Living[^1];
        _alone = Megabytes(_old) ?? 0;
        _sampling = Task.Factory.StartNew(Sample, TaskCreationOptions.LongRunning);
    }

    internal Task<MemoryResult> StopAsync()
    {
        _stopping = true;
        return _sampling;
    }

    /// <summary>Returns the sample with the largest sum.</summary>
    private MemoryResult Sample()
    {
        var largest = new MemoryResult(_alone, 0, 0);
        while (!_stopping)
        {
            int newest = _contender.Living is [.., int last] ? last : _old;
            if (newest != _old && Megabytes(_old) is double old && Megabytes(newest) is double young &&
                old + young > largest.Old + largest.New)
            {
                largest = new MemoryResult(_alone, old, young);
            }

            Thread.Sleep(1);
        }

        return largest;
    }

    private static double? Megabytes(int pid) => ProcFs.ProportionalSetKilobytes(pid) / 1024.0;
}
