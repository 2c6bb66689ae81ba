using System.IO.Pipelines;

namespace Graceful.LongLived;

/// <summary>The response writer of a request that may move. What is written without a flush keeps the request here.</summary>
internal sealed class EventStreamWriter(PipeWriter inner, EventStreamBody body) : PipeWriter
{
    private Memory<byte> _memory;

    public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => inner.UnflushedBytes;

    public override Memory<byte> GetMemory(int sizeHint = 0) => _memory = inner.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <remarks>After the move the bytes wait for a flush that fails.</remarks>
    public override void Advance(int bytes)
    {
        var begins = body.TryBegin(bytes <= _memory.Length ? _memory.Span[..bytes] : default);
        _memory = _memory[Math.Min(bytes, _memory.Length)..];
        inner.Advance(bytes);
        if (begins)
        {
            body.EndUnflushed();
        }
        else
        {
            body.NoteLostBytes();
        }
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
        body.TryBegin([]) ? AwaitAsync(default, isFlush: true, cancellationToken) : EndMovedFlushAsync();

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default) =>
        body.TryBegin(source.Span) ? AwaitAsync(source, isFlush: false, cancellationToken) : FailAsync();

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null)
    {
        if (body.TryEndRequest())
        {
            inner.Complete(exception);
        }
    }

    public override ValueTask CompleteAsync(Exception? exception = null) =>
        body.TryEndRequest() ? inner.CompleteAsync(exception) : default;

    private async ValueTask<FlushResult> AwaitAsync(ReadOnlyMemory<byte> source, bool isFlush, CancellationToken cancellationToken)
    {
        FlushResult result;
        try
        {
            result = await (isFlush ? inner.FlushAsync(cancellationToken) : inner.WriteAsync(source, cancellationToken));
        }
        catch
        {
            body.EndFailed();
            throw;
        }

        body.EndFlushed();
        return result;
    }

    private async ValueTask<FlushResult> EndMovedFlushAsync()
    {
        await body.EndMovedFlushAsync();
        return default;
    }

    private async ValueTask<FlushResult> FailAsync()
    {
        await body.FailAsync();
        return default;
    }
}
