namespace Graceful.LongLived;

/// <summary>
/// Finds the ends of events and the last event id in a stream, as a client does
/// (https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream).
/// </summary>
internal struct EventStreamParser
{
    /// <summary>The limit for an id that moves: it becomes a header of the replayed request.</summary>
    internal const int MaxIdLength = 4 * 1024;

    private const byte CarriageReturn = (byte)'\r';
    private const byte LineFeed = (byte)'\n';
    private const int PrefixLength = 3;
    private const uint ByteOrderMark = 0xEFBBBF;

    // Of the line that has begun.
    private long _lineLength;
    private uint _prefix;
    private List<byte>? _value;
    private bool _isComment;

    // The last byte was a CR; an LF that follows belongs to the same end of line.
    private bool _endsWithCarriageReturn;

    // The last line is blank, and the line before it ended with a CR alone: the stream does not use CR LF.
    private bool _usesCarriageReturns;

    private bool _isInEvent;
    private bool _hasBegun;
    private byte[]? _pendingId;

    /// <summary>True when the client has dispatched every event, and no field of another one has begun.</summary>
    /// <remarks>
    /// False after a CR that may be the first half of a CR LF: the write of the second half would fail, and the application would take the
    /// event for lost.
    /// </remarks>
    internal readonly bool IsBetweenEvents =>
        _lineLength == 0 && !_isInEvent && !HasByteOrderMark && !HasLongId && (!_endsWithCarriageReturn || _usesCarriageReturns);

    /// <summary>
    /// True when the stream begins with a byte order mark, which the client ignores there and nowhere else: the replayed response would
    /// begin with another one.
    /// </summary>
    internal bool HasByteOrderMark { get; private set; }

    /// <summary>True after an id that is longer than <see cref="MaxIdLength"/>.</summary>
    internal bool HasLongId { get; private set; }

    /// <summary>Gets the last event id of the client; empty when it was reset, null when the stream has set none.</summary>
    internal byte[]? LastId { get; private set; }

    internal void Read(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_endsWithCarriageReturn && bytes[0] == LineFeed)
            {
                _endsWithCarriageReturn = false;
                _usesCarriageReturns = false;
                bytes = bytes[1..];
                continue;
            }

            var end = bytes.IndexOfAny(CarriageReturn, LineFeed);
            ReadPart(end < 0 ? bytes : bytes[..end]);
            if (end < 0)
            {
                _endsWithCarriageReturn = false;
                return;
            }

            EndLine();
            var isCarriageReturn = bytes[end] == CarriageReturn;
            _usesCarriageReturns = isCarriageReturn && _endsWithCarriageReturn && end == 0;
            _endsWithCarriageReturn = isCarriageReturn;
            bytes = bytes[(end + 1)..];
        }
    }

    private void ReadPart(ReadOnlySpan<byte> part)
    {
        while (!part.IsEmpty && _lineLength < PrefixLength)
        {
            _isComment = _lineLength == 0 ? part[0] == ':' : _isComment;
            _prefix = (_prefix << 8) | part[0];
            _lineLength++;
            part = part[1..];
            HasByteOrderMark |= !_hasBegun && _lineLength == PrefixLength && _prefix == ByteOrderMark;
        }

        _lineLength += part.Length;
        if (!part.IsEmpty && _prefix == Prefix("id:"u8))
        {
            _value ??= [];
            HasLongId |= _value.Count + part.Length > MaxIdLength;
            if (!HasLongId)
            {
                _value.AddRange(part);
            }
        }
    }

    private void EndLine()
    {
        if (_lineLength == 0)
        {
            _isInEvent = false;
            LastId = _pendingId ?? LastId;
        }
        else if (!_isComment)
        {
            // Also fields that the client ignores: a blank line follows them.
            _isInEvent = true;
            if (_prefix == Prefix("id:"u8) || (_lineLength == 2 && _prefix == Prefix("id"u8)))
            {
                SetId();
            }
        }

        _hasBegun = true;
        _lineLength = 0;
        _prefix = 0;
        _isComment = false;
        _value?.Clear();
    }

    /// <summary>One space after the colon does not belong to the id. An id with a NULL is ignored.</summary>
    private void SetId()
    {
        var id = _value is null ? [] : _value.ToArray().AsSpan();
        if (!id.Contains((byte)0))
        {
            _pendingId = (id is [(byte)' ', ..] ? id[1..] : id).ToArray();
        }
    }

    private static uint Prefix(ReadOnlySpan<byte> name)
    {
        var prefix = 0u;
        foreach (var letter in name)
        {
            prefix = (prefix << 8) | letter;
        }

        return prefix;
    }
}
