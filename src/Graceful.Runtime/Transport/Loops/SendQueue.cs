using System.Collections.Concurrent;
using System.Diagnostics;
using Graceful.Posix;

namespace Graceful.Transport;

/// <summary>
/// The HTTP/1.1 responses of an event loop's connections that are sent together while the thread pool is behind, and the loop's wait for
/// the pool.
/// </summary>
/// <remarks>
/// A response that is sent at once often wakes its client, whose next request wakes the event loop, which interrupts a handler. While the
/// pool is behind, responses therefore wait at the end of its queue, and are sent one after the other; then the loop reads what has
/// arrived (docs/decisions/0020 and 0021). Handlers may block every thread of the pool: the loop waits for at most
/// <see cref="LongestWait"/>, and itself sends what has waited as long.
/// </remarks>
/// <param name="pendingWork">Returns the number of work items that wait for a thread; of the thread pool by default.</param>
/// <param name="queue">Queues the sends after that work; on the thread pool by default.</param>
internal sealed class SendQueue(Func<long>? pendingWork = null, Action<IThreadPoolWorkItem>? queue = null) : IThreadPoolWorkItem
{
    /// <summary>The longest time that a response or the event loop waits for the pool, in milliseconds.</summary>
    internal const int LongestWait = 1;

    /// <summary>
    /// The shortest time between two readings of the number of work items while the queue is closed, in microseconds: with many
    /// processors, a reading touches the queues of many threads.
    /// </summary>
    private const int MeasureInterval = 20;

    private static readonly long LongestWaitTicks = Stopwatch.Frequency * LongestWait / 1000;
    private static readonly long MeasureIntervalTicks = Stopwatch.Frequency * MeasureInterval / 1_000_000;

    /// <summary>The pool is behind when as many work items wait for it: fewer are soon done.</summary>
    internal static readonly int PendingWhenBehind = 4 * Environment.ProcessorCount;

    private readonly Func<long> _pendingWork = pendingWork ?? (static () => ThreadPool.PendingWorkItemCount);
    private readonly Action<IThreadPoolWorkItem> _queue =
        queue ?? (static item => ThreadPool.UnsafeQueueUserWorkItem(item, preferLocal: false));

    private readonly ConcurrentQueue<SendTurn> _waiting = new();
    private readonly Lock _lock = new();
    private volatile bool _isOpen;
    private WakeUp? _waitingLoop;
    private int _isQueued;
    private long _queuedAt;
    private long _measuredAt;

    /// <summary>True while the pool is behind.</summary>
    internal bool IsOpen => _isOpen;

    /// <summary>Adds a turn, which is taken at once when the pool is not behind any more.</summary>
    internal void Add(SendTurn turn)
    {
        _waiting.Enqueue(turn);
        QueueItself();

        // After the exchange, which is a barrier: the event loop has closed the queue, and may have sent the others before.
        if (!_isOpen)
        {
            SendWaiting();
        }
    }

    /// <summary>Called by the event loop before each wait: sends what is overdue, and opens or closes the queue.</summary>
    /// <returns>True while the pool is behind: the event loop must not wait longer than <see cref="LongestWait"/>.</returns>
    internal bool Update()
    {
        var now = Stopwatch.GetTimestamp();
        var wasOpen = _isOpen;
        if (!wasOpen && now - _measuredAt < MeasureIntervalTicks)
        {
            return false;
        }

        if (wasOpen && Volatile.Read(ref _isQueued) == 1 && now - Volatile.Read(ref _queuedAt) >= LongestWaitTicks)
        {
            Volatile.Write(ref _queuedAt, now);
            SendWaiting();
        }

        _measuredAt = now;
        _isOpen = _pendingWork() >= PendingWhenBehind;
        if (wasOpen && !_isOpen)
        {
            Interlocked.MemoryBarrier();
            SendWaiting();
        }

        return _isOpen;
    }

    /// <summary>
    /// Waits until the pool has begun all work that it has now, for <see cref="LongestWait"/> at most. A request that arrives meanwhile
    /// would wait in the pool's queue anyway.
    /// </summary>
    /// <param name="loop">Wakes the calling thread, also for another reason.</param>
    /// <returns>False when <see cref="LongestWait"/> is over.</returns>
    internal bool WaitForPool(WakeUp loop)
    {
        SetWaitingLoop(loop);
        QueueItself();
        var isAwake = PollSet.WaitForInput(loop.Fd, LongestWait);
        SetWaitingLoop(null);
        if (isAwake)
        {
            loop.Reset();
        }

        return isAwake;
    }

    void IThreadPoolWorkItem.Execute()
    {
        // An exchange, which is a barrier: a response that is added later, and a loop that waits later, queue the item again.
        _ = Interlocked.Exchange(ref _isQueued, 0);
        SendWaiting();

        // After the sends, whose clients have their next requests ready now. Not after the loop's wait, when its descriptor may be closed.
        lock (_lock)
        {
            _waitingLoop?.Set();
        }
    }

    private void SetWaitingLoop(WakeUp? loop)
    {
        lock (_lock)
        {
            _waitingLoop = loop;
        }
    }

    private void QueueItself()
    {
        if (Interlocked.Exchange(ref _isQueued, 1) == 0)
        {
            Volatile.Write(ref _queuedAt, Stopwatch.GetTimestamp());
            _queue(this);
        }
    }

    private void SendWaiting()
    {
        // Not those that are added meanwhile: the thread has other work.
        for (var count = _waiting.Count; count > 0 && _waiting.TryDequeue(out var turn); count--)
        {
            turn.TakeFromQueue();
        }
    }
}
