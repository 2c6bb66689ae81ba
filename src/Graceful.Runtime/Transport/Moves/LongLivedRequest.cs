namespace Graceful.Transport;

/// <summary>
/// A request that may move to the successor while it runs. It has the state that moves with the connection, and a gate by which the
/// application's writes and the move exclude each other.
/// </summary>
/// <remarks>
/// The receive loop reads the input side while the application waits in a read (<see cref="RequestBoundaryReader.IsWaiting"/>). The
/// output side has a gate: either a write is under way, or the receive loop decides, or the connection has left, or the request has ended.
/// </remarks>
internal abstract class LongLivedRequest(byte[]? state)
{
    /// <summary>The limit of the application's state.</summary>
    internal const int MaxStateLength = 32 * 1024;

    private const int Open = 0;
    private const int Writing = 1;
    private const int Deciding = 2;
    private const int Closed = 3;
    private const int Ended = 4;

    private int _gate;
    private byte[]? _state = state;
    private CancellationTokenSource? _movedOn;
    private volatile bool _hasMovedOn;

    /// <summary>
    /// Gets or sets the description of the response head that the client has; null until the response has started.
    /// </summary>
    internal string? Response { get; set; }

    /// <summary>Gets the reason why this request cannot move at all; null when it can.</summary>
    internal string? Obstacle { get; set; }

    /// <summary>
    /// True when the application reads messages of the client. False when it only writes: the input then stays in the kernel.
    /// </summary>
    internal abstract bool ReadsInput { get; }

    /// <summary>True when the application has read every message completely.</summary>
    internal abstract bool IsInputWhole { get; }

    /// <summary>True when every message is written completely, and another one may follow.</summary>
    internal abstract bool IsOutputWhole { get; }

    /// <summary>Gets the number of bytes that may be received before <see cref="IsInputWhole"/> can be true; at least 1.</summary>
    internal abstract long BytesToBoundary { get; }

    /// <summary>Gets the token that is cancelled when the connection has moved on.</summary>
    internal CancellationToken MovedOn
    {
        get
        {
            if (Volatile.Read(ref _movedOn) is not { } source)
            {
                var created = new CancellationTokenSource();
                source = Interlocked.CompareExchange(ref _movedOn, created, null) ?? created;
                if (_hasMovedOn)
                {
                    source.Cancel();
                }
            }

            return source.Token;
        }
    }

    /// <summary>True when two writes ran at the same time: nothing is known about the output any more.</summary>
    protected bool HasOverlappingWrites { get; private set; }

    internal byte[]? State
    {
        get => Volatile.Read(ref _state);
        set => Volatile.Write(ref _state, value);
    }

    /// <summary>True when writes fail because the connection has left.</summary>
    internal bool HasLeft => Volatile.Read(ref _gate) == Closed;

    /// <summary>True while a write is under way.</summary>
    internal bool IsWriting => Volatile.Read(ref _gate) == Writing;

    /// <summary>Gets the head of the request for the replay. Read after the last write.</summary>
    protected abstract byte[] RequestHead { get; }

    /// <summary>True when the successor's version of Graceful can take requests of this kind.</summary>
    internal abstract bool IsTakenBy(IConnectionSink successor);

    internal Reentry ToReentry() => new(RequestHead, Response!, State);

    internal void CancelMovedOn()
    {
        // Written before the source is read: one that is created meanwhile is cancelled by its creator.
        _hasMovedOn = true;
        Interlocked.MemoryBarrier();
        Volatile.Read(ref _movedOn)?.Cancel();
    }

    /// <summary>Called by the application's write. False when the connection has left or the request has ended.</summary>
    internal bool TryBeginWrite()
    {
        var wait = new SpinWait();
        while (true)
        {
            switch (Interlocked.CompareExchange(ref _gate, Writing, Open))
            {
                case Open:
                    return true;
                case Closed or Ended:
                    return false;
                case Writing:
                    // Their frames cannot be told apart. A WebSocket of .NET never writes twice at once.
                    HasOverlappingWrites = true;
                    return true;
                default:
                    wait.SpinOnce();
                    break;
            }
        }
    }

    internal void EndWrite() => _ = Interlocked.CompareExchange(ref _gate, Open, Writing);

    /// <summary>Stops writes. <see cref="Settle"/> must follow at once.</summary>
    /// <returns>False when a write is under way, or the connection has left.</returns>
    internal bool TryDecide() => Interlocked.CompareExchange(ref _gate, Deciding, Open) == Open;

    /// <summary>Ends the decision: writes fail from now on, or go on.</summary>
    internal void Settle(bool closes) => _ = Interlocked.CompareExchange(ref _gate, closes ? Closed : Open, Deciding);

    /// <summary>The application has finished the request: it does not move any more, unless it has left.</summary>
    internal void End()
    {
        var wait = new SpinWait();
        while (Volatile.Read(ref _gate) is var gate and not (Closed or Ended))
        {
            if (gate == Deciding || Interlocked.CompareExchange(ref _gate, Ended, gate) != gate)
            {
                wait.SpinOnce();
            }
        }
    }

    /// <summary>Writes the last bytes before the connection is closed, unless a write is under way.</summary>
    /// <param name="restarts">True when a new version serves; false when the service stops.</param>
    /// <returns>True when the client is told that it can connect again.</returns>
    internal abstract bool WriteClose(bool restarts);

    /// <summary>Gets what the application does, when that is the reason why the request has not moved; null otherwise.</summary>
    internal abstract string? Activity { get; }
}
