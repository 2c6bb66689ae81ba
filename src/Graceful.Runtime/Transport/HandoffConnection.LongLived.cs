using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Graceful.Logging;
using Microsoft.AspNetCore.Connections;

namespace Graceful.Transport;

// Requests that move while they run: WebSockets. The request is replayed in the process to which the connection moves.
internal sealed partial class HandoffConnection
{
    private static readonly byte[] ServiceRestart = [0x88, 0x02, 0x03, 0xF4];

    private readonly Reentry? _replay;
    private volatile bool _isConfirmed;
    private volatile LongLivedRequest? _longLived;
    private LongLivedRequest? _leaving;

    /// <summary>Gets the request that goes on in another process; null for a connection between two requests.</summary>
    internal Reentry? Reentry => _leaving?.ToReentry() ?? (IsReplaying ? _replay : null);

    /// <summary>Gets the number of bytes that may be received now: 0 while the connection has to wait for Kestrel.</summary>
    /// <remarks>
    /// Nothing follows a replayed head before its response is known: Kestrel would take the client's messages for requests. In a drain, no
    /// message follows one that is not whole, so that a busy client reaches a boundary.
    /// </remarks>
    internal int ReceiveLimit
    {
        get
        {
            if (IsReplaying)
            {
                return 0;
            }

            if (_longLived is not { Response: not null } request || _transport.Drain is not { } drain || !MayMove(drain, request))
            {
                return int.MaxValue;
            }

            return IsReadPending ? (int)Math.Min(request.BytesToBoundary, int.MaxValue) : 0;
        }
    }

    /// <summary>True while a request is replayed and its response is not known yet.</summary>
    internal bool IsReplaying => _replay is not null && !_isConfirmed;

    Reentry? IRequestBoundaryFeature.Replay => IsReplaying ? _replay : null;

    bool IConnectionMove.IsMoved => _replay is not null;

    CancellationToken IConnectionMove.MovedOn => _longLived?.MovedOn ?? CancellationToken.None;

    /// <summary>Gets the reason why a request that may move has not moved in this drain; null for other requests.</summary>
    private string? ReasonToStay
    {
        get
        {
            if (_transport.Drain?.Successor is not { } successor || (_longLived ?? _leaving) is not { Response: not null } request)
            {
                return null;
            }

            return _leaving is not null ? "its handler has not ended"
                : !successor.TakesReentries ? "the new process has an older version of Graceful"
                : (Pins & PinReasons.SentBack) != 0 ? "the new process refused it"
                : request.Obstacle ?? (Pins != PinReasons.None || HasItems ? "the connection has state in this process" : request.Activity);
        }
    }

    /// <summary>True when Kestrel waits for bytes, and has consumed everything that was received.</summary>
    private bool IsReadPending => _reader.IsWaiting && _boundary.IsConsumed(_reader.Consumed);

    void IConnectionMove.SetState(ReadOnlySpan<byte> state)
    {
        if (state.Length > LongLivedRequest.MaxStateLength)
        {
            var reason = $"The state has {state.Length} bytes; the limit is {LongLivedRequest.MaxStateLength}.";
            throw new ArgumentException(reason, nameof(state));
        }

        if ((_longLived ?? _leaving) is { } request)
        {
            request.State = state.ToArray();
        }
    }

    bool IConnectionMove.TryGetState(out ReadOnlyMemory<byte> state)
    {
        var bytes = _longLived is { } request ? request.State : _replay?.State;
        state = bytes;
        return bytes is not null;
    }

    void IRequestBoundaryFeature.SetLongLived(LongLivedRequest? request) => _longLived = request;

    void IRequestBoundaryFeature.ConfirmReplay()
    {
        _isConfirmed = true;
        _receiveLoop.Wake();
    }

    void IRequestBoundaryFeature.RejectReplay(string reason) => RejectReplay(reason);

    void IRequestBoundaryFeature.OnWritten()
    {
        if (_transport.Drain is not null)
        {
            _receiveLoop.Wake();
        }
    }

    /// <summary>Called by the send loop with the first bytes of the response to a replayed request, which the client has already.</summary>
    /// <returns>False when the response is another one, and the connection is closed.</returns>
    internal bool AcceptsReplayedStatus(ReadOnlySpan<byte> statusLine)
    {
        if (statusLine.StartsWith("HTTP/1.1 101 "u8))
        {
            return true;
        }

        var status = Encoding.ASCII.GetString(statusLine.TrimEnd("\r"u8));
        RejectReplay(status.Length == 0 ? "the request was not answered" : $"the response began with '{LogText.Escape(status)}'");
        return false;
    }

    /// <summary>Ends a connection that is still open after the drain. A WebSocket that could have moved gets a close frame.</summary>
    internal void EndAfterDrain(Exception reason)
    {
        var request = _longLived;
        if (!_state.TryApply(ConnectionEvent.Aborted))
        {
            return;
        }

        // After the state has changed: from here on the connection can no longer move.
        request?.WriteClose(restarts: _transport.Drain?.Successor is not null);
        ShutDown(reason);
    }

    private void RejectReplay(string reason)
    {
        if (!_state.TryApply(ConnectionEvent.Aborted))
        {
            return;
        }

        _transport.Log.ReplayRejected(ConnectionId, reason);

        // The client is between two frames, and Kestrel has written nothing but the head.
        _ = _socket.Send(new ReadOnlySequence<byte>(ServiceRestart), out _);
        ShutDown(new ConnectionAbortedException("The connection could not go on after the restart."));
    }

    /// <summary>Passes the head of a replayed request to Kestrel, as if it had just arrived.</summary>
    private async ValueTask ReplayAsync(Reentry replay, PipeWriter input)
    {
        OnReceived(replay.RequestHead);
        await input.WriteAsync(replay.RequestHead);
    }

    private bool MayMove(ActiveDrain drain, LongLivedRequest request) =>
        drain.Successor is { TakesReentries: true } && request.Obstacle is null && MayMove(drain);

    /// <summary>Leaves between two messages, while the application waits for the next one.</summary>
    private bool TryLeave(ActiveDrain drain, LongLivedRequest request)
    {
        if (request.Response is null || !MayMove(drain, request) || !IsReadPending || !request.IsInputWhole || !request.TryDecide())
        {
            return false;
        }

        var leaves = request.IsOutputWhole && _state.TryApply(ConnectionEvent.Left);
        if (leaves)
        {
            _leaving = request;
        }

        request.Settle(closes: leaves);
        return leaves;
    }

    private void EndLongLived()
    {
        if (_longLived is { } request)
        {
            request.End();
            _longLived = null;
        }
    }
}
