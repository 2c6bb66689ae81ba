using Microsoft.AspNetCore.Connections.Features;

namespace Graceful.Transport;

// How a connection leaves. Offsets alone decide: a request that reaches the application has its head just consumed, so it ends
// at consumed + Content-Length; a connection is between requests when no request is in the application, Kestrel waits for
// bytes, and all that was received and all that was consumed end exactly there.
internal sealed partial class HandoffConnection : IRequestBoundaryFeature
{
    /// <summary>The end of a request whose length nobody can tell beforehand (chunked).</summary>
    private const long Unknown = -1;

    private volatile bool _closeWhenIdle;
    private volatile bool _left;
    private volatile bool _transportReplaced;
    private volatile bool _isPinned;
    private volatile bool _isHttp2;
    private volatile bool _inApplication;
    private long _requestEnd;

    // While a connection is opening, at the ends of two periods of the idle. Both are written by the lifecycle.
    private long _receivedWhenLooked = -1;
    private long _silentAfter = -1;

    /// <summary>
    /// The connection leaves as soon as it is between requests, or announces its end where it cannot leave. Asked of the process
    /// each time: a copy here could be older than the drain, or outlive one that was called off.
    /// </summary>
    private bool IsDraining => _transport.IsDraining;

    /// <summary>The drain was called off: the connection stays.</summary>
    internal void KeepWhenIdle()
    {
        _closeWhenIdle = false;
        _receivedWhenLooked = -1;
        Volatile.Write(ref _silentAfter, -1);
    }

    /// <summary>
    /// Wakes the receive loop, which alone decides whether the connection leaves: only it knows that no bytes are on their way in.
    /// </summary>
    internal void LookAgain()
    {
        _readable.Signal();
        if (_isHttp2)
        {
            SayGoAway();
        }
    }

    /// <summary>
    /// Ends a connection that idles, can not leave, and has made no other request to be told in. One that has a request under way is
    /// passed over, and asked anew; so is one that is still opening (a handshake, a preface, its first request), unless it has sent
    /// nothing since it was asked before.
    /// </summary>
    internal void CloseWhenIdle()
    {
        if (_isHttp2)
        {
            EndAfterGoAway();
        }
        else
        {
            if (IsOpening)
            {
                var received = Volatile.Read(ref _received);
                if (received == _receivedWhenLooked)
                {
                    Volatile.Write(ref _silentAfter, received);
                }

                _receivedWhenLooked = received;
            }

            _closeWhenIdle = true;
            _readable.Signal();
        }
    }

    /// <summary>No request has come yet.</summary>
    private bool IsOpening => Volatile.Read(ref _method) is null;

    /// <summary>Its client had a whole period of the idle to send something, and has not begun a request.</summary>
    private bool IsSilent => IsOpening && _reader.IsWaiting && Volatile.Read(ref _silentAfter) == _received;

    /// <summary>Kestrel waits for bytes: the moment at which a connection that drains may have become free to go.</summary>
    internal void OnReaderWaiting()
    {
        SendDeferred();
        if (IsDraining)
        {
            _readable.Signal();
        }
    }

    bool IRequestBoundaryFeature.BeginRequest(bool isHttp2, long contentLength, bool isChunked, string method, string? path)
    {
        // Before the request is noted: whoever sees that there was one knows of which kind.
        _isHttp2 = isHttp2;
        NoteRequest(isHttp2, method, path);
        if (isHttp2)
        {
            if (IsDraining)
            {
                SayGoAway();
            }

            return false;
        }

        _inApplication = true;
        _isFirstFlush = !_transportReplaced;
        _requestEnd = isChunked ? Unknown : _reader.Consumed + contentLength;
        return MustAnnounceClose;
    }

    bool IRequestBoundaryFeature.EndRequest()
    {
        NoteEnd();
        if (_isHttp2)
        {
            return false;
        }

        if (IsDraining)
        {
            // It may have begun before there was anything to announce: then the connection gets its time for another request.
            _closeWhenIdle = false;
        }

        _inApplication = false;
        return MustAnnounceClose;
    }

    /// <summary>HTTP/2 has streams and TLS has keys that live in this process: such a connection ends where it is.</summary>
    private bool MayLeave => !_isPinned && !_transportReplaced && _transport.Sink is not null;

    /// <summary>
    /// Asked twice whether the process drains: a drain that is called off in between takes the sink away, after it has said that it is over,
    /// and the connection stays.
    /// </summary>
    private bool MustAnnounceClose => IsDraining && (_requestEnd == Unknown || !MayLeave) && IsDraining;

    /// <summary>No request is under way, so far as the bytes show that have reached this process.</summary>
    private bool IsIdle =>

        // IsWaiting first: what Kestrel did before it began to wait is visible afterwards. While it waits, and this loop does
        // not receive, none of the others can change.
        _reader.IsWaiting && !_inApplication && _received == _reader.Consumed;

    private bool TryLeave()
    {
        if (!IsDraining || !MayLeave || !IsIdle || _requestEnd != _received)
        {
            return false;
        }

        // The input ends here, as if the client had closed: Kestrel finishes quietly, and disposal passes the descriptor on.
        // What the client sends meanwhile waits in the kernel.
        _left = true;
        return true;
    }

    /// <summary>Asked only when the socket is empty, so that a request which has arrived already is still answered.</summary>
    private bool TryCloseIdle()
    {
        if (!_closeWhenIdle)
        {
            return false;
        }

        if (IsSilent && _isHandshake && !_transportReplaced)
        {
            // For SslStream, the client has gone.
            return true;
        }

        if (_transportReplaced || _isPreface)
        {
            // How these bytes divide into requests only Kestrel can tell: it closes where no head has begun (Http1Connection.cs), and
            // where no stream is open (Http2Connection.cs).
            if (IsSilent || (IsIdle && !IsOpening && !_isHttp2))
            {
                RequestClose();
            }

            return false;
        }

        if (!IsIdle)
        {
            return false;
        }

        // Kestrel consumes a head line by line, an unread body after its response, and half a preface: that all is consumed is not enough.
        return _requestEnd == _received || _requestEnd == Unknown;
    }

    /// <summary>On the pool: what is called by it is Kestrel's and the application's.</summary>
    private void RequestClose() => ThreadPool.UnsafeQueueUserWorkItem(
        static connection =>
        {
            try
            {
                connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
            }
            catch (AggregateException thrownByCallbacks)
            {
                connection._transport.Log.ConnectionFailed(connection.ConnectionId, thrownByCallbacks);
            }
        },
        this,
        preferLocal: false);
}
