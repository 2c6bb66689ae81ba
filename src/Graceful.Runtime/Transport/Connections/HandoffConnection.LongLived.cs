using Microsoft.AspNetCore.Connections;

namespace Graceful.Transport;

// Requests that move while they run: WebSockets and server-sent events. The request is replayed in the process to which the connection
// moves (HandoffConnection.Replaying.cs).
internal sealed partial class HandoffConnection
{
    private readonly RequestReplay? _replay;

    // Null until a request that may move has begun: most connections never need it. Created by the thread that runs the application.
    private volatile LongLivedMove? _move;

    /// <summary>Gets the request that goes on in another process; null for a connection between two requests.</summary>
    internal Reentry? Reentry => _move?.Left?.ToReentry() ?? _replay?.Unconfirmed;

    /// <summary>Gets the number of bytes that may be received now: 0 while the connection has to wait for Kestrel.</summary>
    /// <remarks>
    /// Nothing follows a replayed head before its response is known: Kestrel would take the client's messages for requests. In a drain, no
    /// message follows one that is not whole, so that a busy client reaches a boundary. During server-sent events, the client's next
    /// request waits in the kernel, so that it moves with the socket.
    /// </remarks>
    internal int ReceiveLimit
    {
        get
        {
            if (_replay?.HoldsInput == true)
            {
                return 0;
            }

            if (_move?.Current is not { Response: not null } request)
            {
                return int.MaxValue;
            }

            if (!request.ReadsInput)
            {
                return request.Obstacle is null && Pins == PinReasons.None && !HasItems ? 0 : int.MaxValue;
            }

            if (_transport.Drain is not { } drain || !MayMove(drain, request))
            {
                return int.MaxValue;
            }

            return IsReadPending ? (int)Math.Min(request.BytesToBoundary, int.MaxValue) : 0;
        }
    }

    /// <summary>True while the application may still answer a replayed request in another way than the client knows.</summary>
    internal bool IsResponseUnknown => _replay?.HoldsInput == true && _move?.Current is not { Response: not null };

    object? IRequestBoundaryFeature.Reusable { get; set; }

    Reentry? IRequestBoundaryFeature.Replay => _replay?.Unconfirmed;

    bool IConnectionMove.IsMoved => _replay?.IsRunning == true;

    CancellationToken IConnectionMove.MovedOn => _move?.Current?.MovedOn ?? CancellationToken.None;

    /// <summary>True when Kestrel waits for bytes, and has consumed everything that was received.</summary>
    private bool IsReadPending => _reader.IsWaiting && _boundary.IsConsumed(_reader.Consumed);

    void IConnectionMove.SetState(ReadOnlySpan<byte> state)
    {
        if (state.Length > LongLivedRequest.MaxStateLength)
        {
            var reason = $"The state has {state.Length} bytes; the limit is {LongLivedRequest.MaxStateLength}.";
            throw new ArgumentException(reason, nameof(state));
        }

        if (_move?.Latest is { } request)
        {
            request.State = state.ToArray();
        }
    }

    bool IConnectionMove.TryGetState(out ReadOnlyMemory<byte> state)
    {
        var bytes = _move?.Current is { } request ? request.State : _replay is { IsRunning: true } ? _replay.Request.State : null;
        state = bytes;
        return bytes is not null;
    }

    void IRequestBoundaryFeature.SetLongLived(LongLivedRequest? request)
    {
        var before = _move?.Current;
        (_move ??= new LongLivedMove(_receiveLoop.Wake)).Current = request;
        if (before is { Response: not null, ReadsInput: false })
        {
            // It may have left bytes in the kernel.
            _receiveLoop.Wake();
        }
    }

    void IRequestBoundaryFeature.BeginStream()
    {
        _state.TryApply(ConnectionEvent.StreamBegan);

        // It may have to leave now, or its client may have gone.
        _receiveLoop.Wake();
    }

    void IRequestBoundaryFeature.OnWritten() => OnWritten();

    /// <summary>Called when the application has written, and when the client has read after a pause.</summary>
    internal void OnWritten()
    {
        if (_transport.Drain is not null)
        {
            _receiveLoop.Wake();
        }
    }

    /// <summary>Ends a connection that is still open after the drain. A WebSocket that could have moved gets a close frame.</summary>
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

        ShutDown(reason);
    }

    private bool MayMove(ActiveDrain drain, LongLivedRequest request) =>
        drain.Successor is { } successor && request.IsTakenBy(successor) && request.Obstacle is null && MayMove(drain);

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
        }
        else
        {
            if (!request.ReadsInput)
            {
                _sendLoop.BeginCut();
            }

            move.Leave(request);
        }

        request.Settle(closes: leaves);
        if (leaves)
        {
            _sendLoop.Wake();
        }

        return leaves;
    }

    /// <remarks>A response of events waits until the client reads: its last event is sent before the connection moves.</remarks>
    private bool IsInputAtBoundary(LongLivedRequest request) => request.ReadsInput
        ? IsReadPending && request.IsInputWhole
        : _boundary.IsConsumed(_reader.Consumed) && !IsSendBlocked;

    /// <returns>
    /// Completes at once, unless the response has left: then when the last event is sent, so that the end of the response is not.
    /// </returns>
    private Task EndLongLived()
    {
        _replay?.End();
        if (_move is not { Current: { } request } move)
        {
            return Task.CompletedTask;
        }

        request.End();
        move.Current = null;
        if (!request.ReadsInput)
        {
            // It may have left bytes in the kernel.
            _receiveLoop.Wake();
        }

        return _sendLoop.WhenCut;
    }
}
