namespace Graceful.Transport;

/// <summary>
/// The long-lived requests of one connection, and the move of the connection during one of them: its turn in the drain, its permit, and
/// the request that has left. Lock-free, and without I/O.
/// </summary>
/// <remarks>
/// The application's threads set <see cref="Current"/>. The receive loop alone lets a request leave. The application's writes and the
/// move exclude each other by the gate of <see cref="LongLivedRequest"/>.
/// </remarks>
/// <param name="retry">Called on any thread when the connection may have its turn now.</param>
internal sealed class LongLivedMove(Action retry)
{
    private volatile LongLivedRequest? _current;

    // The drain in whose queue the connection waits for its turn. Exchanged by the receive loop, and by the queue on any thread.
    private ActiveDrain? _awaitsTurn;

    // Written by the receive loop. After that loop has ended, by the thread that closes the connection or ends its hand-over.
    private MovePermits? _permits;

    /// <summary>Gets or sets the request that the application runs now; null between two of them.</summary>
    internal LongLivedRequest? Current
    {
        get => _current;
        set => _current = value;
    }

    /// <summary>Gets the request that goes on in another process; null before the connection leaves.</summary>
    /// <remarks>
    /// Written by the receive loop between <see cref="LongLivedRequest.TryDecide"/> and <see cref="LongLivedRequest.Settle"/>. The
    /// application clears <see cref="Current"/> after the decision, so that a thread that reads null there reads this one.
    /// </remarks>
    internal LongLivedRequest? Left { get; private set; }

    /// <summary>Gets the current request, or the one that has left.</summary>
    internal LongLivedRequest? Latest => Current ?? Left;

    /// <summary>Called by the receive loop. True when the drain lets the connection go now; otherwise it calls back later.</summary>
    /// <param name="drain">The drain in progress.</param>
    /// <param name="isActive">True when the client has sent something since the drain began.</param>
    internal bool TryTakePermit(ActiveDrain drain, bool isActive)
    {
        if (drain.Moves is not { } moves)
        {
            return true;
        }

        var waits = Interlocked.Exchange(ref _awaitsTurn, drain) == drain;
        if (!moves.TryTake(isActive, waits ? null : OnTurn))
        {
            return false;
        }

        _permits = moves;
        return true;
    }

    /// <summary>Called by the receive loop: the current request goes on in another process.</summary>
    internal void Leave(LongLivedRequest request) => Left = request;

    /// <summary>The move has ended or has not begun: another connection may leave. Without effect when no permit is taken.</summary>
    internal void ReleasePermit() => Interlocked.Exchange(ref _permits, null)?.Release();

    /// <summary>The successor reports when the request goes on: <see cref="HandoverTransport.Resumed"/> releases the permit.</summary>
    internal void KeepPermit() => _permits = null;

    private void OnTurn()
    {
        Interlocked.Exchange(ref _awaitsTurn, null);
        retry();
    }
}
