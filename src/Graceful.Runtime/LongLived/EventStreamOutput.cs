namespace Graceful.LongLived;

/// <summary>The response stream of a request that may move. Kestrel's stream sends each write at once.</summary>
internal sealed class EventStreamOutput(Stream inner, EventStreamBody body) : Stream
{
    public override bool CanRead => false;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!body.TryBegin(buffer.Span))
        {
            return new ValueTask(body.FailAsync());
        }

        ValueTask write;
        try
        {
            write = inner.WriteAsync(buffer, cancellationToken);
        }
        catch
        {
            body.EndFailed();
            throw;
        }

        return AwaitAsync(write);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        if (!body.TryBegin([]))
        {
            return body.EndMovedFlushAsync();
        }

        Task flush;
        try
        {
            flush = inner.FlushAsync(cancellationToken);
        }
        catch
        {
            body.EndFailed();
            throw;
        }

        return AwaitAsync(new ValueTask(flush)).AsTask();
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (!body.TryBegin(buffer.AsSpan(offset, count)))
        {
            body.Fail();
        }

        try
        {
            inner.Write(buffer, offset, count);
        }
        catch
        {
            body.EndFailed();
            throw;
        }

        body.EndFlushed();
    }

    public override void Flush()
    {
        if (!body.TryBegin([]))
        {
            body.EndMovedFlush();
            return;
        }

        try
        {
            inner.Flush();
        }
        catch
        {
            body.EndFailed();
            throw;
        }

        body.EndFlushed();
    }

    public override IAsyncResult BeginWrite(byte[] buffer, int offset, int count, AsyncCallback? callback, object? state) =>
        TaskToAsyncResult.Begin(WriteAsync(buffer, offset, count, CancellationToken.None), callback, state);

    public override void EndWrite(IAsyncResult asyncResult) => TaskToAsyncResult.End(asyncResult);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private ValueTask AwaitAsync(ValueTask write)
    {
        if (write.IsCompletedSuccessfully)
        {
            write.GetAwaiter().GetResult();
            body.EndFlushed();
            return default;
        }

        return AwaitSlowAsync(write);
    }

    private async ValueTask AwaitSlowAsync(ValueTask write)
    {
        try
        {
            await write;
        }
        catch
        {
            body.EndFailed();
            throw;
        }

        body.EndFlushed();
    }
}
