namespace Graceful.LongLived;

/// <summary>
/// The stream of a WebSocket that may move. A read never returns bytes beyond the present frame, so that a read that waits between two
/// messages proves that the application has consumed every message. Writes fail after the move.
/// </summary>
internal sealed class FrameCountingStream(Stream inner, WebSocketRequest request, Action onWritten) : Stream
{
    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var within = buffer[..(int)Math.Min(buffer.Length, request.BytesToBoundary)];
        var read = inner.ReadAsync(within, cancellationToken);
        return read.IsCompletedSuccessfully ? new(Count(within, read.Result)) : AwaitAsync(within, read);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        var within = buffer.AsMemory(offset, (int)Math.Min(count, request.BytesToBoundary));
        return Count(within, inner.Read(within.Span));
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        BeginWrite(buffer.Span);
        ValueTask write;
        try
        {
            write = inner.WriteAsync(buffer, cancellationToken);
        }
        catch
        {
            EndWrite();
            throw;
        }

        if (!write.IsCompletedSuccessfully)
        {
            return AwaitAsync(write);
        }

        EndWrite();
        return write;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count)
    {
        BeginWrite(buffer.AsSpan(offset, count));
        try
        {
            inner.Write(buffer, offset, count);
        }
        finally
        {
            EndWrite();
        }
    }

    // Kestrel sends each write at once. After the move, an error of a flush would report a message as lost that the client has received.
    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<int> AwaitAsync(Memory<byte> within, ValueTask<int> read) => Count(within, await read);

    private async ValueTask AwaitAsync(ValueTask write)
    {
        try
        {
            await write;
        }
        finally
        {
            EndWrite();
        }
    }

    private int Count(Memory<byte> buffer, int count)
    {
        request.CountInput(buffer.Span[..count]);
        return count;
    }

    private void BeginWrite(ReadOnlySpan<byte> bytes)
    {
        if (!request.TryBeginWrite())
        {
            throw new IOException("The client has moved to the new process, or the connection is closed.");
        }

        request.CountOutput(bytes);
    }

    private void EndWrite()
    {
        request.EndWrite();
        onWritten();
    }
}
