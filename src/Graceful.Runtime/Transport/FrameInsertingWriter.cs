using System.Buffers;
using System.IO.Pipelines;

namespace Graceful.Transport;

/// <summary>
/// The writer that Kestrel gets for HTTP/2 where something, mostly TLS, stands between it and the socket. Kestrel writes whole frames
/// and flushes them, one writer at a time (Http2FrameWriter.cs, _writeLock): after a flush, another frame may follow.
/// </summary>
internal sealed class FrameInsertingWriter(PipeWriter inner) : PipeWriter
{
    private readonly Lock _lock = new();
    private ReadOnlyMemory<byte> _waiting;
    private Task _inserted = Task.CompletedTask;

    // Set and cleared by Kestrel's calls only, so that they may read it without the lock.
    private bool _isWriting;

    /// <summary>Sends a frame now, or with the next flush when Kestrel is writing; not at all when it has finished.</summary>
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
            // The frame went out when all before it had been sent, so that there was room for it: it is here only where the user's
            // MaxWriteBufferSize is smaller than a frame. If it failed, so will what Kestrel writes.
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
