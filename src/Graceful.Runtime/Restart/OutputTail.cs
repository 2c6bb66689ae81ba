using System.Globalization;
using System.Text;

namespace Graceful.Restart;

/// <summary>The last 2 kB of an output, fit for one line of a log.</summary>
internal sealed class OutputTail
{
    internal const int Capacity = 2048;

    private readonly Lock _lock = new();
    private readonly byte[] _bytes = new byte[Capacity];
    private int _length;
    private bool _isCut;

    internal void Add(ReadOnlySpan<byte> output)
    {
        lock (_lock)
        {
            var rest = output[Math.Max(0, output.Length - Capacity)..];
            var dropped = Math.Max(0, _length + rest.Length - Capacity);
            _isCut |= dropped > 0 || rest.Length < output.Length;
            _bytes.AsSpan(dropped, _length - dropped).CopyTo(_bytes);
            _length -= dropped;
            rest.CopyTo(_bytes.AsSpan(_length));
            _length += rest.Length;
        }
    }

    /// <summary>Without empty lines at its end, line breaks as <c>\n</c>, and nothing that a terminal would obey; empty when there was none.</summary>
    public override string ToString()
    {
        ReadOnlySpan<byte> kept;
        bool isCut;
        lock (_lock)
        {
            kept = _bytes.AsSpan(0, _length).ToArray();
            isCut = _isCut;
        }

        if (isCut)
        {
            // Half a line, or half a character, is where it was cut: the next line is where sense begins, if there is one.
            var lineEnd = kept[..^1].IndexOf((byte)'\n');
            kept = kept[(lineEnd + 1)..];
        }

        var line = new StringBuilder(isCut ? "... " : "");
        foreach (var character in Encoding.UTF8.GetString(kept).TrimEnd())
        {
            line.Append(Show(character));
        }

        return line.ToString();
    }

    private static string Show(char character) => character switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ when Obeyed(character) => $"\\u{(int)character:x4}",
        _ => character.ToString(),
    };

    /// <summary>Control characters, and those that reorder or break a line (bidirectional overrides, U+2028).</summary>
    private static bool Obeyed(char character) => char.GetUnicodeCategory(character)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
