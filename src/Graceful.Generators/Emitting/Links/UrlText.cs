using System.Globalization;
using System.Text;

namespace Graceful.Generators.Emitting;

/// <summary>Encodes what is the same in every link when the program is built, as <c>UrlEncoder.Default</c> would when it runs.</summary>
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

            // A half of a pair that has lost the other becomes U+FFFD, here as there.
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
