namespace Graceful.Transport;

/// <summary>
/// Paces the moves of long-lived connections: each makes the successor start a handler. Connections that find no permit wait in a queue.
/// </summary>
internal sealed class MovePace : MovePermits
{
    /// <summary>The shortest time between two ticks; a faster pace lets several connections go at once.</summary>
    private static readonly TimeSpan ShortestTick = TimeSpan.FromMilliseconds(20);

    private readonly Lock _lock = new();
    private readonly Queue<Action> _waiting = new();
    private readonly double _permitsPerTick;
    private readonly ITimer _timer;
    private double _permits;

    /// <param name="rate">Connections per second.</param>
    /// <param name="time">The clock.</param>
    internal MovePace(int rate, TimeProvider time)
    {
        var tick = TimeSpan.FromSeconds(1.0 / rate);
        tick = tick < ShortestTick ? ShortestTick : tick;
        _permitsPerTick = Math.Max(1, rate * tick.TotalSeconds);
        _permits = _permitsPerTick;
        _timer = time.CreateTimer(static pace => ((MovePace)pace!).Tick(), this, tick, tick);
    }

    /// <inheritdoc/>
    internal override bool TryTake(bool isActive, Action? retry)
    {
        lock (_lock)
        {
            if (_permits >= 1)
            {
                _permits--;
                return true;
            }

            if (retry is not null)
            {
                _waiting.Enqueue(retry);
            }

            return false;
        }
    }

    /// <summary>Nothing: only time makes another permit.</summary>
    internal override void Release()
    {
    }

    public override void Dispose() => _timer.Dispose();

    private void Tick()
    {
        var turns = new List<Action>();
        lock (_lock)
        {
            // Unused permits do not pile up: the pace holds for each tick.
            _permits = Math.Min(_permits, 1) + _permitsPerTick;
            while (turns.Count < (int)_permits && _waiting.TryDequeue(out var retry))
            {
                turns.Add(retry);
            }
        }

        turns.ForEach(static retry => retry());
    }
}
