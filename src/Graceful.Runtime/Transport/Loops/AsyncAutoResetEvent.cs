using System.Threading.Tasks.Sources;

namespace Graceful.Transport;

/// <summary>
/// An asynchronous auto-reset event for one waiter. Signals that arrive while the waiter is busy are kept as one.
/// </summary>
/// <remarks>A signal carries no reason: data, a hang-up, a drain and an abort all use the same event, and the waiter checks each.</remarks>
internal sealed class AsyncAutoResetEvent : IValueTaskSource
{
    private const int Idle = 0;
    private const int Signaled = 1;
    private const int Waiting = 2;

    // Continuations run on the signalling thread: a connection that the event loop signals receives there, without a hop to the pool.
    private ManualResetValueTaskSourceCore<bool> _source;
    private int _state;

    internal void Signal()
    {
        while (true)
        {
            switch (Volatile.Read(ref _state))
            {
                case Waiting:
                    if (Interlocked.CompareExchange(ref _state, Idle, Waiting) == Waiting)
                    {
                        _source.SetResult(true);
                        return;
                    }

                    break;
                case Idle:
                    if (Interlocked.CompareExchange(ref _state, Signaled, Idle) == Idle)
                    {
                        return;
                    }

                    break;
                default:
                    // Exchanged, not only read: the caller's earlier writes must be visible before the waiter consumes the pending
                    // signal, checks, and waits again. A plain read may be reordered before those writes.
                    if (Interlocked.CompareExchange(ref _state, Signaled, Signaled) == Signaled)
                    {
                        return;
                    }

                    break;
            }
        }
    }

    /// <summary>Waits for the next signal. Only one waiter is allowed at a time.</summary>
    internal ValueTask WaitAsync()
    {
        if (Interlocked.CompareExchange(ref _state, Idle, Signaled) == Signaled)
        {
            return ValueTask.CompletedTask;
        }

        _source.Reset();
        if (Interlocked.CompareExchange(ref _state, Waiting, Idle) == Idle)
        {
            return new ValueTask(this, _source.Version);
        }

        // As above: the waiter must not check before it has consumed the signal.
        _ = Interlocked.Exchange(ref _state, Idle);
        return ValueTask.CompletedTask;
    }

    void IValueTaskSource.GetResult(short token) => _source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource.OnCompleted(
        Action<object?> continuation,
        object? state,
        short token,
        ValueTaskSourceOnCompletedFlags flags) => _source.OnCompleted(continuation, state, token, flags);
}
