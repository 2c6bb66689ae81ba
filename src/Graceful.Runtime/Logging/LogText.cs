using System.Globalization;
using System.Text;

namespace Graceful.Logging;

/// <summary>Makes text from outside the process safe for a log line.</summary>
internal static class LogText
{
    /// <summary>Longer text is cut: a request target may have as many characters as the client likes.</summary>
    internal const int MaxLength = 256;

    /// <summary>
    /// Returns the text with control characters, line and paragraph separators, bidirectional controls, unpaired surrogates and
    /// backslashes as <c>\n</c>, <c>\r</c>, <c>\t</c>, <c>\\</c> or <c>\uXXXX</c>, cut after <see cref="MaxLength"/> characters.
    /// </summary>
    internal static string Escape(string text)
    {
        var length = Math.Min(text.Length, MaxLength);
        var first = 0;
        while (first < length && !NeedsEscape(text, first))
        {
            first++;
        }

        if (first == text.Length)
        {
            return text;
        }

        var escaped = new StringBuilder(length + 16).Append(text, 0, first);
        for (var i = first; i < length; i++)
        {
            if (NeedsEscape(text, i))
            {
                Append(escaped, text[i]);
            }
            else
            {
                escaped.Append(text[i]);
            }
        }

        return text.Length > length ? escaped.Append('…').ToString() : escaped.ToString();
    }

    private static void Append(StringBuilder escaped, char character) => _ = character switch
    {
        '\n' => escaped.Append("\\n"),
        '\r' => escaped.Append("\\r"),
        '\t' => escaped.Append("\\t"),
        '\\' => escaped.Append("\\\\"),
        _ => escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}"),
    };

    private static bool NeedsEscape(string text, int index)
    {
        var character = text[index];
        return character < 0x7F ? character is < ' ' or '\\' : CharUnicodeInfo.GetUnicodeCategory(character) switch
        {
            UnicodeCategory.Control or UnicodeCategory.Format => true,
            UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
            UnicodeCategory.Surrogate => !IsPaired(text, index),
            _ => false,
        };
    }

    // A pair that the cut would split counts as unpaired.
    private static bool IsPaired(string text, int index) => char.IsHighSurrogate(text[index])
        ? index + 1 < Math.Min(text.Length, MaxLength) && char.IsLowSurrogate(text[index + 1])
        : index > 0 && char.IsHighSurrogate(text[index - 1]);
}
