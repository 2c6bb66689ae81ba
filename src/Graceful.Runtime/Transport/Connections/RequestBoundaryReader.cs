using System.Buffers;
using System.IO.Pipelines;
using System.Threading.Tasks.Sources;

namespace Graceful.Transport;

/// <summary>
/// The pipe reader for Kestrel. It counts the consumed bytes and records whether Kestrel waits for more; with the number of received
/// bytes, this shows whether a connection is between two requests.
/// </summary>
/// <remarks>
/// It is the work item itself when Kestrel's read goes on: the scheduler of a pipe would allocate one for each request. The pipe must run
/// its reader inline.
/// </remarks>
internal sealed class RequestBoundaryReader : PipeReader, IValueTaskSource<ReadResult>, IThreadPoolWorkItem
{
    /// <summary>
    /// The number of reads that find their bytes at once before other work of the thread pool gets its turn. A client that pipelines
    /// without end would otherwise keep the thread for ever.
    /// </summary>
    internal const int ReadsPerTurn = 64;

    private readonly PipeReader _inner;
    private readonly HandoverConnection _connection;
    private readonly Action _onRead;
    private readonly bool _isInline;
    private ReadOnlySequence<byte> _buffer;
    private ValueTask<ReadResult> _read;
    private Action<object?>? _continuation;
    private object? _continuationState;
    private short _version;
    private bool _waiting;
    private long _consumed;
    private int _readsInTurn;
    private bool _yields;
    private bool _flowsContext;

    /// <param name="inner">The reader of the pipe.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="isInline">True to run Kestrel on the thread that has received; false for the thread pool.</param>
    internal RequestBoundaryReader(PipeReader inner, HandoverConnection connection, bool isInline)
    {
        _inner = inner;
        _connection = connection;
        _isInline = isInline;
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
        _flowsContext = (flags & ValueTaskSourceOnCompletedFlags.FlowExecutionContext) != 0;
        if (_yields)
        {
            Schedule();
            return;
        }

        var awaiter = _read.ConfigureAwait(false).GetAwaiter();
        if (_flowsContext)
        {
            awaiter.OnCompleted(_onRead);
        }
        else
        {
            awaiter.UnsafeOnCompleted(_onRead);
        }
    }

    void IThreadPoolWorkItem.Execute() => Continue();

    private void OnRead()
    {
        if (_isInline)
        {
            Continue();
        }
        else
        {
            Schedule();
        }
    }

    private void Schedule()
    {
        if (_flowsContext)
        {
            ThreadPool.QueueUserWorkItem(static reader => reader.Continue(), this, preferLocal: false);
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private void Continue()
    {
        _yields = false;
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
