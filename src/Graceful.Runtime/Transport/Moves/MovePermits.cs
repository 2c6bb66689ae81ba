namespace Graceful.Transport;

/// <summary>
/// Decides when a long-lived connection may move: each move ends a handler here and starts another one in the successor. Connections that
/// find no permit wait in a queue.
/// </summary>
/// <remarks>The members that a derived class implements are called under the lock.</remarks>
internal abstract class MovePermits : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Queue<Action> _activeWaiting = new();
    private readonly Queue<Action> _idleWaiting = new();
    private readonly ITimer _timer;

    /// <param name="time">The clock.</param>
    /// <param name="tick">The time between two calls of <see cref="OnTick"/>.</param>
    protected MovePermits(TimeProvider time, TimeSpan tick) =>
        _timer = time.CreateTimer(static permits => ((MovePermits)permits!).Tick(), this, tick, tick);

    /// <summary>Takes a permit for one move.</summary>
    /// <param name="isActive">True when the client has sent something since the drain began: it notices a pause.</param>
    /// <param name="retry">Called once, on any thread, when a permit may be free. Null when the caller waits already.</param>
    internal bool TryTake(bool isActive, Action? retry)
    {
        lock (_lock)
        {
            if (Free(isActive) > 0)
            {
                Take(isActive);
                return true;
            }

            if (retry is not null)
            {
                (isActive ? _activeWaiting : _idleWaiting).Enqueue(retry);
            }

            return false;
        }
    }

    /// <summary>The request goes on in the successor, or has not moved after all.</summary>
    internal void Release()
    {
        List<Action> turns;
        lock (_lock)
        {
            turns = TryRelease() ? TakeTurns() : [];
        }

        turns.ForEach(static retry => retry());
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>Returns the number of permits that may be taken now.</summary>
    protected abstract int Free(bool isActive);

    protected abstract void Take(bool isActive);

    /// <returns>True when the end of a move makes a permit free.</returns>
    protected abstract bool TryRelease();

    protected abstract void OnTick();

    private void Tick()
    {
        List<Action> turns;
        lock (_lock)
        {
            OnTick();
            turns = TakeTurns();
        }

        turns.ForEach(static retry => retry());
    }

    private List<Action> TakeTurns()
    {
        var turns = new List<Action>();
        Dequeue(_activeWaiting, Free(isActive: true), turns);
        Dequeue(_idleWaiting, Free(isActive: false), turns);
        return turns;
    }

    private static void Dequeue(Queue<Action> waiting, int count, List<Action> turns)
    {
        for (; count > 0 && waiting.TryDequeue(out var retry); count--)
        {
            turns.Add(retry);
        }
    }
}
