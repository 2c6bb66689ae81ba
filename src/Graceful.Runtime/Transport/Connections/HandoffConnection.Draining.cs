using System.Buffers;
using System.Diagnostics;
using Graceful.Posix;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Graceful.Transport;

// The decisions of a drain: when the connection moves, when a response announces its end, and when it is closed because it is idle.
internal sealed partial class HandoffConnection : IRequestBoundaryFeature, IConnectionMove
{
    private ConnectionState _state;
    private RequestBoundary _boundary;
    private OpeningBytes _opening;
    private LingerClock _linger;
    private int _pins;
    private GoAwayAnnouncer? _goAway;
    private FrameInsertingWriter? _frames;
    private bool _endsPipelining;
    private long _receivedBeforeDrain;

    // The latest request. Written by each, so that it must cost little.
    private string? _method;
    private string? _path;
    private long _begunAt;

    internal int RequestsUnderWay => _state.Requests;

    internal bool HasEnded => _state.HasEnded;

    /// <summary>
    /// True when the output is not sent: Kestrel ends HTTP/2 with GOAWAY even before the client's preface, and this client is to hear
    /// nothing before the successor answers. On a connection that has had a request, all was sent before Kestrel waited for the next.
    /// </summary>
    internal bool DiscardsOutput => _state.Phase == ConnectionPhase.Leaving && _boundary.Received == 0;

    /// <summary>True while sending waits for a client that does not read.</summary>
    internal bool IsSendBlocked => _sendLoop.IsBlocked;

    private PinReasons Pins => (PinReasons)Volatile.Read(ref _pins);

    private bool IsHttp2 => (Pins & PinReasons.Http2) != 0;

    private bool IsWrapped => (Pins & PinReasons.Wrapped) != 0;

    /// <summary>True unless TLS has negotiated another protocol in its handshake, which ends before TLS replaces the transport.</summary>
    private bool MayBeHttp2 =>
        Find(typeof(ITlsApplicationProtocolFeature)) is not ITlsApplicationProtocolFeature tls
        || tls.ApplicationProtocol.Span.SequenceEqual("h2"u8);

    /// <summary>True when Kestrel waits for bytes, no request is in the application, and everything received is consumed.</summary>
    /// <remarks>IsWaiting is read first: everything that Kestrel did before it began to wait is visible then.</remarks>
    private bool IsIdle => _reader.IsWaiting && _state.IsBetweenRequests && _boundary.IsConsumed(_reader.Consumed);

    private bool IsSilent => _state.IsOpening && _reader.IsWaiting && _linger.IsSilent(_boundary.Received);

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

    bool IRequestBoundaryFeature.StartResponse(bool switchesProtocol)
    {
        if (switchesProtocol)
        {
            _state.TryApply(ConnectionEvent.ProtocolSwitched);
            return false;
        }

        return _transport.Drain is { } drain && (_endsPipelining || !_boundary.IsEndKnown || !MayMove(drain));
    }

    Task IRequestBoundaryFeature.EndRequest()
    {
        if (_transport.Drain is not null)
        {
            _linger.ResponseEnded(Stopwatch.GetTimestamp());
        }

        var sent = EndLongLived();
        _state.TryApply(ConnectionEvent.RequestEnded);
        return sent;
    }

    /// <summary>True when Kestrel has not consumed all that was received: in HTTP/1.1, the client has sent more requests.</summary>
    internal bool HasUnreadInput => _boundary.Received > _reader.Consumed;

    /// <summary>
    /// True when one flush is seldom all: in HTTP/2, where Kestrel flushes each response of many, and under TLS, where the bytes do not
    /// show whether the response is complete.
    /// </summary>
    internal bool FlushesInParts => MayDelayFlushes && (Pins & (PinReasons.Http2 | PinReasons.Wrapped)) != 0;

    /// <summary>True when the responses of other connections may be sent first. Those to many streams of HTTP/2 join each other.</summary>
    internal bool MayJoinResponses => MayDelayFlushes && !IsHttp2;

    /// <summary>True when a flush may be sent after it has returned.</summary>
    /// <remarks>
    /// A WebSocket flushes whole messages, and its last one must be sent before the flush returns: see <see cref="EndAfterDrain"/>.
    /// </remarks>
    private bool MayDelayFlushes => _state.Phase < ConnectionPhase.Upgraded;

    /// <summary>True when flushes above TLS may be joined: in HTTP/2, when the pipe below is empty and has room for them.</summary>
    private bool MayJoinFlushes() =>
        IsHttp2 && _sendLoop.IsIdle && (_transport.Options.MaxWriteBufferSize ?? 0) is 0 or >= 3 * FrameInsertingWriter.MaxJoined;

    /// <summary>Called by the reader when Kestrel waits for bytes: a draining connection may be at a request boundary now.</summary>
    internal void OnReaderWaiting()
    {
        _sendLoop.OnReaderWaiting(IsHttp2);
        if (_transport.Drain is not null)
        {
            _receiveLoop.Wake();
        }
    }

    internal void OnReceived(ReadOnlySpan<byte> bytes)
    {
        if (_boundary.Received == 0)
        {
            _opening.Record(bytes);
            if (_opening.IsHttp2Preface)
            {
                Pin(PinReasons.Http2);
            }
        }

        _boundary.Receive(bytes);
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

    private void AnnounceGoAway()
    {
        if (Volatile.Read(ref _goAway) is null && Interlocked.CompareExchange(ref _goAway, new GoAwayAnnouncer(), null) is null)
        {
            _output.Reader.CancelPendingRead();
        }
    }

    /// <summary>True when the drain has a successor, and nothing of the connection belongs to this process.</summary>
    private bool MayMove(ActiveDrain drain) => drain.Successor is not null && Pins == PinReasons.None && !HasItems;

    private void Pin(PinReasons reason) => Interlocked.Or(ref _pins, (int)reason);

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
}
