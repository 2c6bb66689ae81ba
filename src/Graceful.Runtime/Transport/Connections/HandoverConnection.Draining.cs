using System.Buffers;
using System.Diagnostics;
using Graceful.Posix;

namespace Graceful.Transport;

// The decisions of a drain: when the connection moves, when GOAWAY announces its end, and when it is closed because it is idle.
internal sealed partial class HandoverConnection
{
    /// <summary>Gets the request that goes on in another process; null for a connection between two requests.</summary>
    internal Reentry? Reentry => _move?.Left?.ToReentry() ?? _replay?.Unconfirmed;

    /// <summary>
    /// True when the connection is on its way to the successor, or moves there when the receive loop runs: it is between two requests, or
    /// its request may move.
    /// </summary>
    internal bool IsMoving => _transport.Drain is { } drain && MayMove(drain) && _state.Phase switch
    {
        ConnectionPhase.Opening or ConnectionPhase.Idle or ConnectionPhase.Leaving or ConnectionPhase.HandedOver => true,
        ConnectionPhase.Upgraded or ConnectionPhase.Streaming =>
            _move?.Current is { Response: not null } request && MayMove(drain, request),
        _ => false,
    };

    /// <summary>True when Kestrel waits for bytes, no request is in the application, and everything received is consumed.</summary>
    /// <remarks>IsWaiting is read first: everything that Kestrel did before it began to wait is visible then.</remarks>
    private bool IsIdle => _reader.IsWaiting && _state.IsBetweenRequests && _boundary.IsConsumed(_reader.Consumed);

    private bool IsSilent => _state.IsOpening && _reader.IsWaiting && _linger.IsSilent(_boundary.Received);

    /// <summary>Gets the reason why a request that may move has not moved in this drain; null for other requests.</summary>
    private (StayReason Reason, string? Text)? ReasonToStay
    {
        get
        {
            if (_transport.Drain?.Successor is not { } successor || _move is not { Latest: { Response: not null } request } move)
            {
                return null;
            }

            return move.Left is not null ? (StayReason.HandlerRuns, "its handler has not ended")
                : !request.IsTakenBy(successor) ? (StayReason.OlderSuccessor, "the new process has an older version of Graceful")
                : (Pins & PinReasons.SentBack) != 0 ? (StayReason.Refused, "the new process refused it")
                : request.Obstacle is { } obstacle ? (StayReason.Protocol, obstacle)
                : Pins != PinReasons.None || HasItems ? (StayReason.Pinned, "the connection has state in this process")
                : (StayReason.NoBoundary, request.Activity);
        }
    }

    /// <summary>Makes the receive loop check whether the connection may move. HTTP/2 connections get GOAWAY.</summary>
    internal void OnDrainBegan()
    {
        _receivedBeforeDrain = _boundary.Received;
        _receiveLoop.Wake();

        // Only after a request: by then the server's first frame, which must be SETTINGS, has been sent (RFC 9113, 3.4).
        if (IsHttp2 && !_state.IsOpening)
        {
            AnnounceGoAway();
        }
    }

    internal void OnDrainTakenBack()
    {
        _linger.Reset();
        if (_move?.Current is not null)
        {
            // It may have stopped receiving in the middle of a message.
            _receiveLoop.Wake();
        }
    }

    /// <summary>
    /// Closes the connection if it is idle, cannot move, and has had its time for another request. Called again and again.
    /// </summary>
    internal void CloseIfIdle(ActiveDrain drain)
    {
        var now = Stopwatch.GetTimestamp();
        if (IsHttp2 && !_state.IsOpening)
        {
            if (Volatile.Read(ref _goAway)?.IsLeadOver(now, SocketStatistics.RoundTrip(_socket.Fd)) == true)
            {
                // It ends with its last stream, or at once without any.
                RequestClose();
            }

            return;
        }

        if (_socket.HasUnsentBytes)
        {
            // The client is still reading the last response: its time has not begun.
            _linger.ResponseEnded(now);
        }

        _linger.Sweep(now, drain.BeganAt, drain.Linger, _state.IsOpening ? _boundary.Received : null);
        _receiveLoop.Wake();
    }

    /// <summary>
    /// Ends a connection that is still open after the drain, once the responses that wait for their turn are sent. A WebSocket that could
    /// have moved gets a close frame.
    /// </summary>
    internal void EndAfterDrain(Exception reason)
    {
        var (request, stays) = (_move?.Current, ReasonToStay);
        if (!_state.TryApply(ConnectionEvent.Aborted))
        {
            return;
        }

        // After the state has changed: from here on the connection can no longer move.
        var isClosed = request?.WriteClose(restarts: _transport.Drain?.Successor is not null) == true;
        if (stays is { Reason: var why })
        {
            Report(isClosed ? LongLivedOutcome.Closed : LongLivedOutcome.Aborted, why);
        }

        // Before BeginClose: the send loop reads the reason at its end, or this thread sees that the loop has ended. One of the two shuts
        // the socket down.
        _shutDownReason = reason;
        _sendLoop.BeginClose();
        if (_sendLoop.HasEnded)
        {
            ShutDown(reason);
        }
    }

    /// <summary>Called by the receive loop. True when the connection leaves for the successor.</summary>
    /// <remarks>
    /// The input then ends as if the client had closed: Kestrel finishes quietly, and <see cref="DisposeAsync"/> hands the descriptor
    /// over. Bytes that the client sends meanwhile wait in the kernel.
    /// </remarks>
    internal bool TryLeave() =>
        _transport.Drain is { } drain
        && MayMove(drain)
        && (_move is { Current: { } request } move
            ? TryLeave(drain, move, request)
            : IsIdle && _boundary.IsAtRequestEnd(_reader.Consumed) && _state.TryApply(ConnectionEvent.Left));

    /// <summary>Leaves between two messages, while the application waits for the next one, or between two events.</summary>
    private bool TryLeave(ActiveDrain drain, LongLivedMove move, LongLivedRequest request)
    {
        if (request.Response is null || !MayMove(drain, request) || !IsInputAtBoundary(request) || !request.TryDecide())
        {
            return false;
        }

        var leaves = request.IsOutputWhole
            && move.TryTakePermit(drain, isActive: _boundary.Received != _receivedBeforeDrain)
            && _state.TryApply(ConnectionEvent.Left);
        if (!leaves)
        {
            move.ReleasePermit();
            request.Settle(closes: false);
            return false;
        }

        // Before the gate settles: from then on the application's write fails, and its handler may return.
        if (!request.ReadsInput)
        {
            _sendLoop.BeginCut();
        }

        move.Leave(request);
        request.Settle(closes: true);
        _sendLoop.Wake();
        return true;
    }

    /// <summary>Called by the receive loop when the socket is empty. True when the input ends because the connection is idle.</summary>
    internal bool TryCloseIdle()
    {
        if (!_linger.IsOver)
        {
            return false;
        }

        if (IsSilent && _opening.IsTlsHandshake && !IsWrapped)
        {
            // SslStream sees the end of the input in its handshake.
            return _state.TryApply(ConnectionEvent.IdleClosed);
        }

        if (IsWrapped || IsHttp2)
        {
            // Only Kestrel knows how these bytes divide into requests: it closes when no head has begun (Http1Connection.cs) and no
            // stream is open (Http2Connection.cs).
            if (IsSilent || (IsIdle && !_state.IsOpening && !IsHttp2))
            {
                RequestClose();
            }

            return false;
        }

        return IsIdle && _boundary.MayClose(_reader.Consumed) && _state.TryApply(ConnectionEvent.IdleClosed);
    }

    /// <summary>
    /// Called by the send loop when everything that Kestrel has flushed is sent; Kestrel flushes whole frames, so that another may follow.
    /// </summary>
    /// <returns>True when <paramref name="rest"/> has been set to a frame.</returns>
    internal bool TrySendGoAway(ref ReadOnlySequence<byte> rest) =>
        Volatile.Read(ref _goAway)?.TrySend(Stopwatch.GetTimestamp(), IsWrapped, _frames, ref rest) == true;

    /// <summary>Records the answer of the sink: the successor has adopted the connection, or not.</summary>
    internal void EndHandOver(bool isAdopted)
    {
        _state.TryApply(isAdopted ? ConnectionEvent.Adopted : ConnectionEvent.SentBack);
        if (isAdopted && (_move?.Left is not null || _replay?.Unconfirmed is not null))
        {
            Report(LongLivedOutcome.Moved);
        }

        if (isAdopted && _transport.Drain?.Successor is { ReportsResumed: true })
        {
            _move?.KeepPermit();
        }
        else
        {
            _move?.ReleasePermit();
        }
    }

    /// <summary>True when the drain has a successor, and nothing of the connection belongs to this process.</summary>
    private bool MayMove(ActiveDrain drain) => drain.Successor is not null && Pins == PinReasons.None && !HasItems;

    private bool MayMove(ActiveDrain drain, LongLivedRequest request) =>
        drain.Successor is { } successor && request.IsTakenBy(successor) && request.Obstacle is null && MayMove(drain);

    /// <remarks>A response of events waits until the client reads: its last event is sent before the connection moves.</remarks>
    private bool IsInputAtBoundary(LongLivedRequest request) => request.ReadsInput
        ? IsReadPending && request.IsInputWhole
        : _boundary.IsConsumed(_reader.Consumed) && !IsSendBlocked;

    private void AnnounceGoAway()
    {
        if (Volatile.Read(ref _goAway) is null && Interlocked.CompareExchange(ref _goAway, new GoAwayAnnouncer(), null) is null)
        {
            _output.Reader.CancelPendingRead();
        }
    }

    /// <summary>Reports the end of a long-lived request in this process to the metrics.</summary>
    private void Report(LongLivedOutcome outcome, StayReason? reason = null)
    {
        var isEventStream = _move?.Latest is { } request ? !request.ReadsInput : _replay?.Request.IsEventStream;
        if (isEventStream is { } kind)
        {
            _transport.LongLivedEnded?.Invoke(new LongLivedEnd(outcome, kind, reason));
        }
    }
}
