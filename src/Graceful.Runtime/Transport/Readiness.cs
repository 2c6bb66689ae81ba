using System.Threading.Tasks.Sources;

namespace Graceful.Transport;

/// <summary>
/// One waiter and any number of wake-ups: what happens while nobody waits is remembered once. A wake-up says only "look
/// again", so data, hang-up, a drain and an abort all use the same one.
/// </summary>
internal sealed class Readiness : IValueTaskSource
{
    private const int Idle = 0;
    private const int Signaled = 1;
    private const int Waiting = 2;

    // Continuations run on the thread that signals: on the event loop, that is the hop which is saved.
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
                    // Exchanged, not only read: what the caller has written must be visible before the waiter takes that earlier
                    // wake-up, looks, and waits again. A read may overtake the write.
                    if (Interlocked.CompareExchange(ref _state, Signaled, Signaled) == Signaled)
                    {
                        return;
                    }

                    break;
            }
        }
    }

    /// <summary>Waits for the next wake-up. Only one may wait at a time.</summary>
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

        // As above: the waiter must not look before the wake-up is seen to be taken.
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
