namespace Graceful.Transport;

/// <summary>The turn of a send loop: it waits until other flushes have joined what it is going to send, or other work is done.</summary>
internal sealed class SendTurn(SendQueue queue) : IThreadPoolWorkItem
{
    // Values of _awaited.
    private const int None = 0;
    private const int OfPool = 1;
    private const int OfQueue = 2;

    private readonly AsyncAutoResetEvent _taken = new();
    private int _awaited;

    /// <summary>Waits in the queue.</summary>
    internal ValueTask JoinAsync()
    {
        Volatile.Write(ref _awaited, OfQueue);
        queue.Add(this);
        return _taken.WaitAsync();
    }

    /// <summary>Waits for the pool.</summary>
    /// <param name="preferLocal">True for the end of the thread's present work; false for that of all work that waits.</param>
    internal ValueTask WaitForPoolAsync(bool preferLocal)
    {
        Volatile.Write(ref _awaited, OfPool);
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal);
        return _taken.WaitAsync();
    }

    /// <summary>Ends a wait for the pool early: no flush is going to follow.</summary>
    internal void TakeFromPool() => Take(OfPool);

    internal void TakeFromQueue() => Take(OfQueue);

    void IThreadPoolWorkItem.Execute() => Take(OfPool);

    /// <summary>Ends a wait of this kind. An item of the pool may come when its wait has ended already, and another has begun.</summary>
    private void Take(int kind)
    {
        if (Volatile.Read(ref _awaited) == kind && Interlocked.CompareExchange(ref _awaited, None, kind) == kind)
        {
            _taken.Signal();
        }
    }
}
