using System.Buffers;
using System.IO.Pipelines;
using System.Threading.Tasks.Sources;

namespace Graceful.Transport;

/// <summary>
/// The pipe reader for Kestrel. It counts the consumed bytes and records whether Kestrel waits for more; with the number of received
/// bytes, this shows whether a connection is between two requests.
/// </summary>
internal sealed class RequestBoundaryReader : PipeReader, IValueTaskSource<ReadResult>
{
    /// <summary>
    /// The number of reads that find their bytes at once before other work of the thread pool gets its turn. A client that pipelines
    /// without end would otherwise keep the thread for ever.
    /// </summary>
    internal const int ReadsPerTurn = 64;

    private readonly PipeReader _inner;
    private readonly HandoffConnection _connection;
    private readonly Action _onRead;
    private ReadOnlySequence<byte> _buffer;
    private ValueTask<ReadResult> _read;
    private Action<object?>? _continuation;
    private object? _continuationState;
    private short _version;
    private bool _waiting;
    private long _consumed;
    private int _readsInTurn;
    private bool _yields;

    internal RequestBoundaryReader(PipeReader inner, HandoffConnection connection)
    {
        _inner = inner;
        _connection = connection;
        _onRead = OnRead;
    }

    /// <summary>Gets the number of bytes that Kestrel has consumed since the connection began in this process.</summary>
    internal long Consumed => Volatile.Read(ref _consumed);

    /// <summary>
    /// True while a read of Kestrel is pending. A thread that reads <see langword="true"/> sees everything that Kestrel did before.
    /// </summary>
    internal bool IsWaiting => Volatile.Read(ref _waiting);

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        var read = _inner.ReadAsync(cancellationToken);
        if (read.IsCompletedSuccessfully && ++_readsInTurn < ReadsPerTurn)
        {
            return new ValueTask<ReadResult>(Remember(read.Result));
        }

        _readsInTurn = 0;
        _read = read;
        _version++;
        if (read.IsCompletedSuccessfully)
        {
            _yields = true;
            return new ValueTask<ReadResult>(this, _version);
        }

        Volatile.Write(ref _waiting, true);
        _connection.OnReaderWaiting();
        return new ValueTask<ReadResult>(this, _version);
    }

    public override bool TryRead(out ReadResult result)
    {
        if (!_inner.TryRead(out result))
        {
            return false;
        }

        Remember(result);
        return true;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        Volatile.Write(ref _consumed, _consumed + _buffer.GetOffset(consumed) - _buffer.GetOffset(_buffer.Start));
        _buffer = default;
        _inner.AdvanceTo(consumed, examined);
    }

    public override void CancelPendingRead() => _inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => _inner.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => _inner.CompleteAsync(exception);

    ReadResult IValueTaskSource<ReadResult>.GetResult(short token)
    {
        CheckVersion(token);
        Volatile.Write(ref _waiting, false);
        return Remember(_read.GetAwaiter().GetResult());
    }

    ValueTaskSourceStatus IValueTaskSource<ReadResult>.GetStatus(short token)
    {
        CheckVersion(token);
        return _yields || !_read.IsCompleted ? ValueTaskSourceStatus.Pending
            : _read.IsCompletedSuccessfully ? ValueTaskSourceStatus.Succeeded
            : _read.IsCanceled ? ValueTaskSourceStatus.Canceled
            : ValueTaskSourceStatus.Faulted;
    }

    void IValueTaskSource<ReadResult>.OnCompleted(
        Action<object?> continuation,
        object? state,
        short token,
        ValueTaskSourceOnCompletedFlags flags)
    {
        CheckVersion(token);
        _continuation = continuation;
        _continuationState = state;
        if (_yields)
        {
            if ((flags & ValueTaskSourceOnCompletedFlags.FlowExecutionContext) != 0)
            {
                ThreadPool.QueueUserWorkItem(static reader => reader.OnTurn(), this, preferLocal: false);
            }
            else
            {
                ThreadPool.UnsafeQueueUserWorkItem(static reader => reader.OnTurn(), this, preferLocal: false);
            }

            return;
        }

        // The pipe schedules the continuation (PipeOptions.ReaderScheduler), as it would without this wrapper.
        if ((flags & ValueTaskSourceOnCompletedFlags.FlowExecutionContext) != 0)
        {
            _read.ConfigureAwait(false).GetAwaiter().OnCompleted(_onRead);
        }
        else
        {
            _read.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(_onRead);
        }
    }

    private void OnTurn()
    {
        _yields = false;
        OnRead();
    }

    private void OnRead()
    {
        var (continuation, state) = (_continuation!, _continuationState);
        (_continuation, _continuationState) = (null, null);
        continuation(state);
    }

    private ReadResult Remember(ReadResult result)
    {
        _buffer = result.Buffer;
        return result;
    }

    private void CheckVersion(short token)
    {
        if (token != _version)
        {
            throw new InvalidOperationException("The ValueTask of PipeReader.ReadAsync was awaited twice.");
        }
    }
}
