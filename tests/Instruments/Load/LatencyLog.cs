using System.Diagnostics;

namespace Instruments.Load;

/// <summary>One answered request: the time it was sent, the duration, and the process that answered.</summary>
internal readonly record struct Answer(long SentAt, uint Ticks, int Pid)
{
    internal double Milliseconds => Ticks * 1000.0 / Stopwatch.Frequency;

    internal long AnsweredAt => SentAt + Ticks;
}

/// <summary>Percentiles in milliseconds.</summary>
internal readonly record struct Percentiles(int Count, double P50, double P99, double P999, double Max)
{
    public override string ToString() => Count == 0
        ? "no answers"
        : $"p50 {P50:0.000} ms, p99 {P99:0.000} ms, p99.9 {P999:0.000} ms, max {Max:0.000} ms of {Count}";
}

/// <summary>
/// Every answer of a run, in the order of arrival. Grows by blocks and never copies, so that recording has a constant cost for the
/// load loop. One thread writes it; it is read after that thread has ended.
/// </summary>
internal sealed class LatencyLog
{
    private const int BlockLength = 1 << 16;
    private readonly List<Answer[]> _blocks = [];
    private int _used = BlockLength;

    internal long Count => ((long)_blocks.Count * BlockLength) - (BlockLength - _used);

    internal void Add(long sentAt, long answeredAt, int pid)
    {
        if (_used == BlockLength)
        {
            _blocks.Add(GC.AllocateUninitializedArray<Answer>(BlockLength));
            _used = 0;
        }

        _blocks[^1][_used++] = new Answer(sentAt, (uint)Math.Min(answeredAt - sentAt, uint.MaxValue), pid);
    }

    internal IEnumerable<Answer> All
    {
        get
        {
            for (int block = 0; block < _blocks.Count; block++)
            {
                int length = block == _blocks.Count - 1 ? _used : BlockLength;
                for (int i = 0; i < length; i++)
                {
                    yield return _blocks[block][i];
                }
            }
        }
    }

    /// <summary>Returns percentiles of the requests sent inside the window (both limits in <see cref="Stopwatch"/> ticks).</summary>
    internal Percentiles Within(long from, long to) => Of(All.Where(answer => answer.SentAt >= from && answer.SentAt < to));

    internal Percentiles Overall => Of(All);

    internal static Percentiles Of(IEnumerable<Answer> answers)
    {
        uint[] ticks = [.. answers.Select(answer => answer.Ticks)];
        if (ticks.Length == 0)
        {
            return default;
        }

        Array.Sort(ticks);
        double At(double share) =>
            ticks[(int)Math.Min(Math.Ceiling(share * ticks.Length), ticks.Length) - 1] * 1000.0 / Stopwatch.Frequency;
        return new Percentiles(ticks.Length, At(0.5), At(0.99), At(0.999), At(1));
    }
}
