using System.Globalization;
using System.Text;

namespace Graceful.Restart;

/// <summary>
/// The last 2 kB of an output, escaped for one log line. When the output ends with .NET's report of an unhandled exception: the
/// first 2 kB of that report, which begins with the message and goes on with a stack that is often longer.
/// </summary>
internal sealed class OutputTail
{
    internal const int Capacity = 2048;

    /// <summary>Room for a long stack after the message.</summary>
    private const int Remembered = 16 * Capacity;

    private readonly Lock _lock = new();
    private byte[] _bytes = [];
    private int _length;

    /// <summary>Returns the end of a log line that reports a failed process: its output, unless it has none.</summary>
    internal static string LineEnd(string output) => output.Length > 0 ? $"; its stderr: {output}" : "";

    internal void Add(ReadOnlySpan<byte> output)
    {
        lock (_lock)
        {
            // Most successors write nothing and need no buffer.
            _bytes = _bytes.Length == 0 ? new byte[Remembered] : _bytes;
            var rest = output[Math.Max(0, output.Length - Remembered)..];
            var dropped = Math.Max(0, _length + rest.Length - Remembered);
            _bytes.AsSpan(dropped, _length - dropped).CopyTo(_bytes);
            _length -= dropped;
            rest.CopyTo(_bytes.AsSpan(_length));
            _length += rest.Length;
        }
    }

    /// <summary>Returns the text without trailing empty lines, with line breaks and terminal control characters escaped.</summary>
    public override string ToString()
    {
        byte[] all;
        lock (_lock)
        {
            all = _bytes[.._length];
        }

        var report = UnhandledException(all);
        return report.IsEmpty ? Last(all)
            : report.Length <= Capacity ? OnOneLine(report)
            : OnOneLine(report[..Capacity]) + " ...";
    }

    private static ReadOnlySpan<byte> UnhandledException(ReadOnlySpan<byte> output)
    {
        // The runtime writes this last (EnvironmentFailFast: "Unhandled exception. " and the exception's ToString).
        var head = "Unhandled exception. "u8;
        var start = output.LastIndexOf(head);
        return start == 0 || (start > 0 && output[start - 1] == '\n') ? output[start..] : [];
    }

    private static string Last(ReadOnlySpan<byte> output)
    {
        if (output.Length <= Capacity)
        {
            return OnOneLine(output);
        }

        // The cut may be inside a line or a character: begin with the next line, if there is one.
        var last = output[^Capacity..];
        return "... " + OnOneLine(last[(last[..^1].IndexOf((byte)'\n') + 1)..]);
    }

    private static string OnOneLine(ReadOnlySpan<byte> output)
    {
        var line = new StringBuilder();
        foreach (var character in Encoding.UTF8.GetString(output).TrimEnd())
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
        _ when IsControl(character) => $"\\u{(int)character:x4}",
        _ => character.ToString(),
    };

    /// <summary>True for control characters and those that reorder or break a line (bidirectional overrides, U+2028).</summary>
    private static bool IsControl(char character) => char.GetUnicodeCategory(character)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
