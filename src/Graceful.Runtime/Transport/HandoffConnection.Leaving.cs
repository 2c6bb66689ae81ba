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

    /// <summary>
    /// The connection leaves as soon as it is between requests, or announces its end where it cannot leave. Asked of the process
    /// each time: a copy here could be older than the drain, or outlive one that was called off.
    /// </summary>
    private bool IsDraining => _transport.IsDraining;

    /// <summary>The drain was called off: the connection stays.</summary>
    internal void KeepWhenIdle() => _closeWhenIdle = false;

    /// <summary>Wakes the receive loop, which alone decides whether the connection leaves: only it knows that no bytes are on their way in.</summary>
    internal void LookAgain()
    {
        _readable.Signal();
        if (Volatile.Read(ref _streams) > 0)
        {
            _ = SayGoAway();
        }
    }

    /// <summary>Ends a connection that can neither leave nor has made another request to be told in. One with a request under way ends after its response.</summary>
    internal void CloseWhenIdle()
    {
        if (_isPinned || _transportReplaced)
        {
            RequestClose();
        }
        else
        {
            _closeWhenIdle = true;
            _readable.Signal();
        }
    }

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
        NoteRequest(isHttp2, method, path);
        if (isHttp2 || _transportReplaced)
        {
            // HTTP/2 has streams and TLS has keys that live in this process: such a connection ends where it is.
            _isHttp2 = isHttp2;
            _isPinned = true;
        }

        _inApplication = true;
        _isFirstFlush = !_isPinned;
        _requestEnd = isChunked ? Unknown : _reader.Consumed + contentLength;
        return MustAnnounceClose;
    }

    bool IRequestBoundaryFeature.EndRequest()
    {
        _inApplication = false;
        NoteEnd();
        return MustAnnounceClose;
    }

    private bool MustAnnounceClose => IsDraining && (_isPinned || _requestEnd == Unknown || _transport.Sink is null);

    /// <summary>No request is under way, so far as the bytes show that have reached this process.</summary>
    private bool IsIdle =>

        // IsWaiting first: what Kestrel did before it began to wait is visible afterwards. While it waits, and this loop does
        // not receive, none of the others can change.
        _reader.IsWaiting && !_isPinned && !_transportReplaced && !_inApplication && _received == _reader.Consumed;

    private bool TryLeave()
    {
        if (!IsDraining || _transport.Sink is null || !IsIdle || _requestEnd != _received)
        {
            return false;
        }

        // The input ends here, as if the client had closed: Kestrel finishes quietly, and disposal passes the descriptor on.
        // What the client sends meanwhile waits in the kernel.
        _left = true;
        return true;
    }

    /// <summary>Asked only when the socket is empty, so that a request which has arrived already is still answered.</summary>
    private bool TryCloseIdle() =>

        // Kestrel consumes a head line by line, and an unread body after its response: that all is consumed is not enough.
        _closeWhenIdle && IsIdle && (_requestEnd == _received || _requestEnd == Unknown);

    private void RequestClose() => Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
}
