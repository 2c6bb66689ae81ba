using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;

namespace Graceful.Linking;

/// <summary>A character buffer that formats and encodes values in place.</summary>
/// <remarks>
/// It starts with a buffer of the thread, which needs no clearing, in contrast to one on the stack. A link that is written while another
/// one is, by a value that formats itself, gets a new one, and so does the next link after an exception.
/// </remarks>
internal ref struct LinkBuffer
{
    private const int StartLength = 256;

    [ThreadStatic]
    private static char[]? t_free;

    /// <summary>The characters that <see cref="UrlEncoder.Default"/> does not encode; the differential test compares them.</summary>
    private static readonly SearchValues<char> Unencoded = SearchValues.Create(
        "!$()*,-.0123456789;@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~");

    private readonly char[] _start;
    private Span<char> _chars;
    private char[]? _rented;

    private LinkBuffer(char[] start) => _chars = _start = start;

    public int Length { get; set; }

    public static LinkBuffer Take()
    {
        var start = t_free ?? new char[StartLength];
        t_free = null;
        return new LinkBuffer(start);
    }

    public void Append(scoped ReadOnlySpan<char> text)
    {
        while (!text.TryCopyTo(_chars[Length..]))
        {
            Grow();
        }

        Length += text.Length;
    }

    /// <summary>Formats a value after the written text. It becomes part of the text when it is encoded.</summary>
    public ReadOnlySpan<char> Format<T>(T value)
    {
        int written;
        while (!TryFormat(value, _chars[Length..], out written))
        {
            Grow();
        }

        return _chars.Slice(Length, written);
    }

    /// <summary>Encodes the text that was formatted last, and appends it.</summary>
    /// <param name="length">Its length.</param>
    /// <param name="keepSlashes">
    /// True to keep slashes, except one at the beginning of the whole path, where two slashes would name another host.
    /// </param>
    public void Encode(int length, bool keepSlashes = false)
    {
        var text = _chars.Slice(Length, length);
        var first = text.IndexOfAnyExcept(Unencoded);
        if (first < 0)
        {
            Length += length;
            return;
        }

        Length += first;
        var rest = ArrayPool<char>.Shared.Rent(length - first);
        text[first..].CopyTo(rest);
        EncodeAll(rest.AsSpan(0, length - first), keepSlashes);
        ArrayPool<char>.Shared.Return(rest);
    }

    public string ToStringAndReturn()
    {
        var text = _chars[..Length].ToString();
        if (_rented is not null)
        {
            ArrayPool<char>.Shared.Return(_rented);
            _rented = null;
        }

        t_free = _start;
        return text;
    }

    private static bool TryFormat<T>(T value, Span<char> destination, out int written) =>
        typeof(T) == typeof(DateTime)
            || typeof(T) == typeof(DateTimeOffset)
            || typeof(T) == typeof(DateOnly)
            || typeof(T) == typeof(TimeOnly)
            ? destination.TryWrite(CultureInfo.InvariantCulture, $"{value:O}", out written)
            : destination.TryWrite(CultureInfo.InvariantCulture, $"{value}", out written);

    private void EncodeAll(ReadOnlySpan<char> text, bool keepSlashes)
    {
        while (keepSlashes && text.IndexOf('/') is >= 0 and var slash)
        {
            EncodeAll(text[..slash], keepSlashes: false);
            Append(Length == 1 ? "%2F" : "/");
            text = text[(slash + 1)..];
        }

        while (!text.IsEmpty)
        {
            var status = UrlEncoder.Default.Encode(text, _chars[Length..], out var consumed, out var written);
            Debug.Assert(
                status is OperationStatus.Done or OperationStatus.DestinationTooSmall,
                "The text is whole, so that nothing can be missing from it.");
            text = text[consumed..];
            Length += written;
            if (status == OperationStatus.DestinationTooSmall)
            {
                Grow();
            }
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<char>.Shared.Rent(_chars.Length * 2);
        _chars.CopyTo(larger);
        if (_rented is not null)
        {
            ArrayPool<char>.Shared.Return(_rented);
        }

        _chars = _rented = larger;
    }
}
