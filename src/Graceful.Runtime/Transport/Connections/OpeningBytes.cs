namespace Graceful.Transport;

/// <summary>The first bytes of a connection, which show its protocol before Kestrel does.</summary>
internal struct OpeningBytes
{
    private const byte TlsHandshake = 22;

    private ulong _bytes;
    private int _length;

    /// <summary>True for the preface of HTTP/2 (RFC 9113, 3.4). It gives the connection a state, also before a request.</summary>
    internal bool IsHttp2Preface { get; private set; }

    /// <summary>True for a TLS record that belongs to a handshake (RFC 8446, 5.1).</summary>
    internal bool IsTlsHandshake { get; private set; }

    internal void Record(ReadOnlySpan<byte> first)
    {
        IsHttp2Preface = first.StartsWith("PRI"u8);
        IsTlsHandshake = first[0] == TlsHandshake;

        // Empty lines before a request are ignored (RFC 9112, 2.2).
        var head = first.TrimStart("\r\n"u8);
        _length = Math.Min(head.Length, sizeof(ulong));
        for (var i = 0; i < _length; i++)
        {
            _bytes |= (ulong)head[i] << (8 * i);
        }
    }

    /// <summary>False when the connection began with something else than a request of this method: other code has read it.</summary>
    internal readonly bool MayBeginWith(string method)
    {
        for (var i = 0; i < _length; i++)
        {
            if (i > method.Length)
            {
                return true;
            }

            var expected = i == method.Length ? ' ' : method[i];
            if ((byte)(_bytes >> (8 * i)) != expected)
            {
                return false;
            }
        }

        return true;
    }
}
