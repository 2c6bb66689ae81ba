using System.Buffers;
using System.IO.Pipelines;

namespace Graceful.Transport;

/// <summary>
/// The pipe writer for Kestrel's HTTP/2 over TLS or other connection middleware. It can insert a frame between Kestrel's frames.
/// </summary>
/// <remarks>
/// Kestrel writes whole frames and flushes them under a lock (Http2FrameWriter.cs, _writeLock), so that a frame may follow a flush.
/// </remarks>
internal sealed class FrameInsertingWriter(PipeWriter inner) : PipeWriter
{
    private readonly Lock _lock = new();
    private ReadOnlyMemory<byte> _waiting;
    private Task _inserted = Task.CompletedTask;

    // Written by Kestrel's calls only, which therefore read it without the lock.
    private bool _isWriting;

    /// <summary>
    /// Sends a frame now, or with the next flush when Kestrel is writing. After Kestrel has completed the writer, the frame is dropped.
    /// </summary>
    internal void Insert(ReadOnlyMemory<byte> frame)
    {
        lock (_lock)
        {
            _waiting = frame;
            if (!_isWriting)
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

    public override void Advance(int bytes) => inner.Advance(bytes);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        BeginWriting();
        var flushing = inner.FlushAsync(cancellationToken);
        if (!flushing.IsCompletedSuccessfully)
        {
            return AwaitAsync(flushing);
        }

        EndWriting();
        return flushing;
    }

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null)
    {
        BeginWriting();
        inner.Complete(exception);
    }

    public override ValueTask CompleteAsync(Exception? exception = null)
    {
        BeginWriting();
        return inner.CompleteAsync(exception);
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
        if (_isWriting)
        {
            return;
        }

        lock (_lock)
        {
            _isWriting = true;
        }

        if (!_inserted.IsCompleted)
        {
            // Reached only when MaxWriteBufferSize is smaller than the frame: everything before it had been sent, so that there was
            // room. If the flush failed, Kestrel's next write fails too.
            _ = Task.WaitAny(_inserted);
        }
    }

    private void EndWriting()
    {
        lock (_lock)
        {
            _isWriting = false;
            SendWaiting();
        }
    }

    private void SendWaiting()
    {
        if (_waiting.IsEmpty)
        {
            return;
        }

        inner.Write(_waiting.Span);
        _waiting = default;
        var flushing = inner.FlushAsync();
        _inserted = flushing.IsCompletedSuccessfully ? Task.CompletedTask : flushing.AsTask();
    }
}
