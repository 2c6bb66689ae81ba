using System.Globalization;
using System.Text;

namespace Graceful.Generators.Emitting;

/// <summary>Encodes the constant parts of links at build time, as <c>UrlEncoder.Default</c> does at run time.</summary>
internal static class UrlText
{
    private const string Unencoded = "!$()*,-.;@_~";

    public static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (IsUnencoded(text[i]))
            {
                encoded.Append(text[i]);
                continue;
            }

            // An unpaired surrogate becomes U+FFFD, as in UrlEncoder.
            var length = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) ? 2 : 1;
            foreach (var value in Encoding.UTF8.GetBytes(text.Substring(i, length)))
            {
                encoded.Append('%').Append(value.ToString("X2", CultureInfo.InvariantCulture));
            }

            i += length - 1;
        }

        return encoded.ToString();
    }

    private static bool IsUnencoded(char c) =>
        c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') || Unencoded.IndexOf(c) >= 0;
}
