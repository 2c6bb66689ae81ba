using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Connections;

namespace Graceful.Transport;

// The requests: the members that the middleware and the application call, on the threads of the request.
internal sealed partial class HandoverConnection : IRequestBoundaryFeature, IConnectionMove
{
    object? IRequestBoundaryFeature.Reusable { get; set; }

    Reentry? IRequestBoundaryFeature.Replay => _replay?.Unconfirmed;

    bool IConnectionMove.IsMoved => _replay?.IsRunning == true;

    CancellationToken IConnectionMove.MovedOn => _move?.Current?.MovedOn ?? CancellationToken.None;

    void IConnectionMove.Pin() => Pin(PinReasons.Application);

    void IRequestBoundaryFeature.BeginRequest(bool isHttp2, long? contentLength, string method, string? path)
    {
        if (_state.IsOpening)
        {
            NoteFirstRequest(isHttp2, method);
        }

        _path = path;
        Volatile.Write(ref _method, method);
        _begunAt = Stopwatch.GetTimestamp();
        _state.TryApply(ConnectionEvent.RequestBegan);
        var drain = _transport.Drain;
        if (!isHttp2)
        {
            if (!IsWrapped)
            {
                _sendLoop.BeginResponse();
            }

            _boundary.Begin(_reader.Consumed, contentLength);
            _endsPipelining = drain is not null && _linger.IsPipeliningEndless(_begunAt, drain.Linger);
        }
        else if (drain is not null)
        {
            AnnounceGoAway();
        }
    }

    int IRequestBoundaryFeature.HandlerWaits(string method, string? path) =>
        IsHttp2
            ? LazyInitializer.EnsureInitialized(ref _streams, static () => new WaitingStreams()).Add(method, path)
            : IRequestBoundaryFeature.NoNumber;

    bool IRequestBoundaryFeature.StartResponse(bool switchesProtocol)
    {
        if (switchesProtocol)
        {
            _state.TryApply(ConnectionEvent.ProtocolSwitched);
            return false;
        }

        return _transport.Drain is { } drain && (_endsPipelining || !_boundary.IsEndKnown || !MayMove(drain));
    }

    Task IRequestBoundaryFeature.EndRequest(int number)
    {
        if (number != IRequestBoundaryFeature.NoNumber)
        {
            _streams!.Remove(number);
        }

        if (_transport.Drain is not null)
        {
            _linger.ResponseEnded(Stopwatch.GetTimestamp());
        }

        var sent = EndLongLived();
        _state.TryApply(ConnectionEvent.RequestEnded);
        return sent;
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

    void IRequestBoundaryFeature.ConfirmReplay()
    {
        _replay!.Confirm();
        _receiveLoop.Wake();
        _replay.Resume();
    }

    void IRequestBoundaryFeature.RejectReplay(string reason) => RejectReplay(reason);

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

    /// <summary>Describes the connection for the log. Requests go on meanwhile, so that a description may mix two of them.</summary>
    internal ConnectionReport Describe()
    {
        var request = _method is null ? null : $"{_method} {_path}";
        var streams = IsHttp2 ? _state.Requests : 0;
        var oldest = _streams?.Oldest();
        if (oldest is not null)
        {
            request = oldest.Value.Request;
        }

        if (streams > 1)
        {
            var which = oldest is null ? "latest" : "oldest";
            request = string.Create(CultureInfo.InvariantCulture, $"{streams} streams of HTTP/2, the {which} {request}");
        }

        TimeSpan? since = RequestsUnderWay > 0 ? Stopwatch.GetElapsedTime(oldest?.BegunAt ?? _begunAt) : null;
        return new ConnectionReport(Listener.Key, RemoteEndPoint?.ToString(), request, since, ReasonToStay?.Text);
    }

    private void NoteFirstRequest(bool isHttp2, string method)
    {
        if (isHttp2)
        {
            // Before the state changes: a thread that sees the request knows of which kind it is.
            Pin(PinReasons.Http2);
        }
        else if (!IsWrapped && !_opening.MayBeginWith(method))
        {
            Pin(PinReasons.ReadBeforeHttp);
        }
    }

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

    private void RejectReplay(string reason)
    {
        if (!_state.TryApply(ConnectionEvent.Aborted))
        {
            return;
        }

        var isEventStream = _replay!.Request.IsEventStream;
        if (isEventStream)
        {
            _transport.Log.ReplayRejected(ConnectionId, reason, "closed, so that the client connects again");
        }
        else
        {
            _transport.Log.ReplayRejected(ConnectionId, reason, "closed with 1012 (service restart)");

            // The client is between two frames, and Kestrel has written nothing but the head.
            _ = _socket.Send(new ReadOnlySequence<byte>(WebSocketCloseFrame.ServiceRestart), out _);
        }

        Report(isEventStream ? LongLivedOutcome.Aborted : LongLivedOutcome.Closed, StayReason.OtherResponse);
        ShutDown(new ConnectionAbortedException("The connection could not go on after the restart."));
        _replay.Resume();
    }
}
