namespace Graceful.LongLived;

/// <summary>
/// Finds the ends of frames and messages in one direction of a WebSocket (RFC 6455, 5.2), from the headers alone.
/// </summary>
internal struct FrameCounter
{
    private const int ShortestHeader = 2;
    private const byte Final = 0x80;
    private const byte OpcodeMask = 0x0F;
    private const byte Close = 0x8;
    private const byte Masked = 0x80;
    private const byte LengthMask = 0x7F;
    private const byte TwoByteLength = 126;
    private const byte EightByteLength = 127;
    private const int MaskLength = 4;

    // Of the frame that has begun.
    private byte _first;
    private byte _second;
    private ulong _extendedLength;
    private int _headerRead;
    private ulong _payloadLeft;

    private bool _isInMessage;
    private bool _isInvalid;

    /// <summary>True between two frames.</summary>
    internal readonly bool IsBetweenFrames => _headerRead == 0 && !_isInvalid;

    /// <summary>True between two messages. A control frame within a fragmented message changes nothing (RFC 6455, 5.4).</summary>
    internal readonly bool IsBetweenMessages => IsBetweenFrames && !_isInMessage;

    /// <summary>True when a close frame has begun: nothing may follow it.</summary>
    internal bool HasClosed { get; private set; }

    /// <summary>
    /// Gets the number of bytes that are certain to belong to the present frame, or to the next one between two frames: the rest of the
    /// shortest possible header, of the header, or of the payload. At least 1.
    /// </summary>
    internal readonly long BytesToBoundary =>
        _isInvalid ? long.MaxValue
        : _headerRead < ShortestHeader ? ShortestHeader - _headerRead
        : _headerRead < HeaderLength ? HeaderLength - _headerRead
        : (long)_payloadLeft;

    private readonly int HeaderLength => ShortestHeader + LengthBytes + ((_second & Masked) != 0 ? MaskLength : 0);

    private readonly int LengthBytes => (_second & LengthMask) switch { TwoByteLength => 2, EightByteLength => 8, _ => 0 };

    /// <summary>Counts bytes, of one or several frames.</summary>
    internal void Count(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && !_isInvalid)
        {
            if (_headerRead >= ShortestHeader && _headerRead == HeaderLength)
            {
                var payload = (int)Math.Min(_payloadLeft, (ulong)bytes.Length);
                _payloadLeft -= (ulong)payload;
                bytes = bytes[payload..];
                EndFrameIfWhole();
                continue;
            }

            CountHeader(bytes[0]);
            bytes = bytes[1..];
        }
    }

    private void CountHeader(byte next)
    {
        switch (_headerRead++)
        {
            case 0:
                _first = next;
                _extendedLength = 0;
                return;
            case 1:
                _second = next;
                break;
            case var at when at < ShortestHeader + LengthBytes:
                _extendedLength = (_extendedLength << 8) | next;
                break;
        }

        if (_headerRead == HeaderLength)
        {
            BeginPayload();
        }
    }

    private void BeginPayload()
    {
        _payloadLeft = LengthBytes == 0 ? (ulong)(_second & LengthMask) : _extendedLength;

        // The first bit of a length of eight bytes must be zero. The WebSocket itself rejects such a frame.
        _isInvalid = _payloadLeft > long.MaxValue;
        HasClosed |= (_first & OpcodeMask) == Close;
        EndFrameIfWhole();
    }

    private void EndFrameIfWhole()
    {
        if (_payloadLeft > 0)
        {
            return;
        }

        _headerRead = 0;
        if ((_first & OpcodeMask) < Close)
        {
            _isInMessage = (_first & Final) == 0;
        }
    }
}
