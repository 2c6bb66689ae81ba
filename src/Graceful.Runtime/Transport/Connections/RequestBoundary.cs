namespace Graceful.Transport;

/// <summary>
/// Tracks by byte offsets where HTTP/1.1 requests end: a request that reaches the application has its head just consumed, so that it ends
/// at consumed + Content-Length.
/// </summary>
internal struct RequestBoundary
{
    /// <summary>The end of a chunked request, which is not known in advance.</summary>
    private const long Unknown = -1;

    // Written by the receive loop.
    private long _received;
    private long _contentEnd;
    private bool _endsWithCarriageReturn;

    // Written by Kestrel's thread, while the receive loop sees that Kestrel does not wait.
    private long _requestEnd;

    /// <summary>Gets the number of bytes received.</summary>
    internal readonly long Received => Volatile.Read(in _received);

    /// <summary>False after a chunked request.</summary>
    internal readonly bool IsEndKnown => _requestEnd != Unknown;

    internal void Receive(ReadOnlySpan<byte> bytes)
    {
        var last = bytes.LastIndexOfAnyExcept((byte)'\r', (byte)'\n');
        if (last >= 0)
        {
            _contentEnd = _received + last + 1;
        }

        _endsWithCarriageReturn = bytes[^1] == '\r';
        Volatile.Write(ref _received, _received + bytes.Length);
    }

    /// <summary>Records the end of a request whose head has just been consumed.</summary>
    /// <param name="consumed">The number of bytes consumed.</param>
    /// <param name="contentLength">The length of the body; null when it is not known in advance.</param>
    internal void Begin(long consumed, long? contentLength) => _requestEnd = contentLength is { } length ? consumed + length : Unknown;

    /// <summary>True when Kestrel has consumed everything that was received.</summary>
    internal readonly bool IsConsumed(long consumed) => Received == consumed;

    /// <summary>True when everything that was received belongs to the requests so far, and nothing to a next one.</summary>
    /// <remarks>
    /// That all is consumed is not enough: Kestrel consumes a head line by line, and an unread body after its response. Empty lines after
    /// a request belong to it (RFC 9112, 2.2).
    /// </remarks>
    internal readonly bool IsAtRequestEnd(long consumed)
    {
        if (Received != consumed || !IsEndKnown)
        {
            return false;
        }

        return _received == _requestEnd || (_received > _requestEnd && _contentEnd <= _requestEnd && !_endsWithCarriageReturn);
    }

    /// <summary>True when an idle connection may be closed without cutting a request in two.</summary>
    internal readonly bool MayClose(long consumed) => IsEndKnown ? IsAtRequestEnd(consumed) : IsConsumed(consumed);
}
