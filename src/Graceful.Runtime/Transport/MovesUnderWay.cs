namespace Graceful.Transport;

/// <summary>
/// Limits how many long-lived connections are between two handlers at a time. If all of them left at once, each would wait until the
/// successor has adopted all others; so it waits for some, and is served until it leaves. Active connections do not wait for idle ones.
/// </summary>
internal sealed class MovesUnderWay : MovePermits
{
    /// <summary>
    /// Enough to keep both processes busy. The pause of a connection grows with this number (bench/README.md). The number itself grows by a
    /// quarter with each <see cref="Tick"/>, so that many connections have moved before DrainTimeout.
    /// </summary>
    internal const int First = 64;

    private const int Highest = 1 << 20;

    /// <summary>The time after which moves that do not end no longer hold up others: their handlers have not returned.</summary>
    internal static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private readonly Queue<Action> _waiting = new();
    private readonly ITimer _timer;
    private int _most = First;
    private int _count;
    private bool _hasProgress;

    /// <param name="time">The clock.</param>
    internal MovesUnderWay(TimeProvider time) =>
        _timer = time.CreateTimer(static moves => ((MovesUnderWay)moves!).Check(), this, Tick, Tick);

    /// <inheritdoc/>
    internal override bool TryTake(bool isActive, Action? retry)
    {
        lock (_lock)
        {
            if (isActive || _count < _most)
            {
                _count++;
                return true;
            }

            if (retry is not null)
            {
                _waiting.Enqueue(retry);
            }

            return false;
        }
    }

    /// <inheritdoc/>
    internal override void Release()
    {
        List<Action> turns;
        lock (_lock)
        {
            // Not below zero: it may be one that no longer counts.
            _count = Math.Max(0, _count - 1);
            _hasProgress = true;
            turns = TakeTurns();
        }

        turns.ForEach(static retry => retry());
    }

    public override void Dispose() => _timer.Dispose();

    private void Check()
    {
        List<Action> turns;
        lock (_lock)
        {
            if (!_hasProgress)
            {
                _count = 0;
            }

            _hasProgress = false;
            _most = Math.Min(_most + (_most / 4), Highest);
            turns = TakeTurns();
        }

        turns.ForEach(static retry => retry());
    }

    private List<Action> TakeTurns()
    {
        var turns = new List<Action>();
        while (turns.Count < _most - _count && _waiting.TryDequeue(out var retry))
        {
            turns.Add(retry);
        }

        return turns;
    }
}
