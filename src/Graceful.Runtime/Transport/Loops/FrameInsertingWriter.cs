using System.Buffers;
using System.IO.Pipelines;

namespace Graceful.Transport;

/// <summary>
/// The pipe writer for Kestrel's HTTP/2 over TLS or other connection middleware. It can insert a frame between Kestrel's frames, and joins
/// small flushes, so that TLS encrypts the responses of many streams as one record.
/// </summary>
/// <remarks>
/// Kestrel writes whole frames and flushes them under a lock (Http2FrameWriter.cs, _writeLock), so that a frame may follow a flush.
/// A joined flush ends at once; the pool flushes for it, after the present work of the flushing thread unless an idle thread is earlier.
/// </remarks>
/// <param name="inner">The writer of the middleware.</param>
/// <param name="mayJoin">
/// Returns true while a flush of twice <see cref="MaxJoined"/> bytes would end at once: nothing of an earlier one is unsent.
/// </param>
/// <param name="queue">Queues the flush; on the pool by default.</param>
internal sealed class FrameInsertingWriter(PipeWriter inner, Func<bool> mayJoin, Action<IThreadPoolWorkItem>? queue = null)
    : PipeWriter, IThreadPoolWorkItem
{
    /// <summary>The number of bytes that wait for others; a TLS record has as many at most (RFC 8446, 5.1).</summary>
    internal const int MaxJoined = 16 * 1024;

    /// <summary>The local queue of the flushing thread, as in <see cref="SendLoop"/>.</summary>
    private static readonly Action<IThreadPoolWorkItem> QueueOnPool =
        static item => ThreadPool.UnsafeQueueUserWorkItem(item, preferLocal: true);

    private readonly Lock _lock = new();
    private readonly Action<IThreadPoolWorkItem> _queue = queue ?? QueueOnPool;
    private ReadOnlyMemory<byte> _waiting;

    // The latest flush that Kestrel does not wait for.
    private Task _flushed = Task.CompletedTask;

    // Kestrel's calls alone set Memory, and compare with it without the lock.
    private Writing _writing;
    private bool _hasJoined;
    private bool _isQueued;
    private volatile bool _isFlushCancelled;

    /// <summary>
    /// Sends a frame now, or with the next flush when Kestrel is writing. After Kestrel has completed the writer, the frame is dropped.
    /// </summary>
    internal void Insert(ReadOnlyMemory<byte> frame)
    {
        lock (_lock)
        {
            _waiting = frame;
            if (_writing == Writing.Nothing)
            {
                SendWaiting();
            }
        }
    }

    public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => inner.UnflushedBytes;

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        BeginWriting();
        return inner.GetMemory(sizeHint);
    }

    public override Span<byte> GetSpan(int sizeHint = 0)
    {
        BeginWriting();
        return inner.GetSpan(sizeHint);
    }

    public override void Advance(int bytes)
    {
        lock (_lock)
        {
            inner.Advance(bytes);
            _writing = Writing.Frame;
            if (_hasJoined && !_isQueued)
            {
                // The pool has had its turn meanwhile.
                FlushJoined();
            }
        }
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        BeginWriting();
        if (!cancellationToken.IsCancellationRequested && TryJoin())
        {
            return default;
        }

        lock (_lock)
        {
            // The pool does not flush any more, until another flush is joined.
            _hasJoined = false;
            _isFlushCancelled = false;
        }

        var flushing = inner.FlushAsync(cancellationToken);
        if (!flushing.IsCompletedSuccessfully)
        {
            return AwaitAsync(flushing);
        }

        EndWriting();
        return flushing;
    }

    public override void CancelPendingFlush()
    {
        // The next flush returns it when none is pending: Kestrel must see that one.
        _isFlushCancelled = true;
        inner.CancelPendingFlush();
    }

    public override void Complete(Exception? exception = null)
    {
        BeginEnd();
        inner.Complete(exception);
    }

    public override ValueTask CompleteAsync(Exception? exception = null)
    {
        BeginEnd();
        return inner.CompleteAsync(exception);
    }

    void IThreadPoolWorkItem.Execute()
    {
        lock (_lock)
        {
            _isQueued = false;
            if (_hasJoined && _writing != Writing.Memory)
            {
                FlushJoined();
            }
        }
    }

    private async ValueTask<FlushResult> AwaitAsync(ValueTask<FlushResult> flushing)
    {
        try
        {
            return await flushing;
        }
        finally
        {
            EndWriting();
        }
    }

    private void BeginWriting()
    {
        if (_writing == Writing.Memory)
        {
            return;
        }

        lock (_lock)
        {
            _writing = Writing.Memory;
        }

        if (!_flushed.IsCompleted)
        {
            // Reached only when MaxWriteBufferSize is smaller than an inserted frame: everything before it had been sent, so that there
            // was room. If the flush failed, Kestrel's next write fails too.
            _ = Task.WaitAny(_flushed);
        }
    }

    private void BeginEnd()
    {
        BeginWriting();
        lock (_lock)
        {
            if (_hasJoined)
            {
                Flush();
            }
        }
    }

    private void EndWriting()
    {
        lock (_lock)
        {
            _writing = Writing.Nothing;
            SendWaiting();
        }
    }

    private bool TryJoin()
    {
        if (_isFlushCancelled || !inner.CanGetUnflushedBytes || inner.UnflushedBytes >= MaxJoined || !mayJoin())
        {
            return false;
        }

        lock (_lock)
        {
            if (!_waiting.IsEmpty)
            {
                return false;
            }

            _writing = Writing.Nothing;
            _hasJoined = true;
            if (_isQueued)
            {
                return true;
            }

            _isQueued = true;
        }

        _queue(this);
        return true;
    }

    /// <summary>Flushes for the joined flushes, and a frame that Kestrel has not finished. Without effect when that one is large.</summary>
    /// <remarks>Kestrel flushes after a large frame itself, and waits for a client that does not read; this thread must not.</remarks>
    private void FlushJoined()
    {
        if (inner.UnflushedBytes >= 2 * MaxJoined)
        {
            return;
        }

        // A frame that the send loop inserts during the flush waits for its end.
        var writing = _writing;
        _writing = Writing.Frame;
        Flush();
        _writing = writing;
        if (writing == Writing.Nothing)
        {
            SendWaiting();
        }
    }

    private void SendWaiting()
    {
        if (!_waiting.IsEmpty)
        {
            inner.Write(_waiting.Span);
            _waiting = default;
            Flush();
        }
    }

    private void Flush()
    {
        _hasJoined = false;
        try
        {
            var flushing = inner.FlushAsync();
            _flushed = flushing.IsCompletedSuccessfully ? Task.CompletedTask : flushing.AsTask();
        }
        catch (InvalidOperationException)
        {
            // The middleware has completed the writer: Kestrel's next write fails too.
        }
    }

    /// <summary>The progress of Kestrel with its next frame.</summary>
    private enum Writing
    {
        /// <summary>Everything is flushed, or joined to a later flush.</summary>
        Nothing,

        /// <summary>Kestrel has memory of the inner writer, which no other thread may use meanwhile.</summary>
        Memory,

        /// <summary>A part of the frame is written: another frame would be inserted in it.</summary>
        Frame,
    }
}
