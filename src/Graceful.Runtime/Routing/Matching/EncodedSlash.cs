using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Graceful.Routing;

/// <summary>Decodes <c>%2F</c> in route values. Kestrel decodes everything else in a path: a decoded slash would be a separator.</summary>
internal static class EncodedSlash
{
    private const string Once = "%2F";
    private const string Twice = "%252F";

    /// <summary>Returns the text between two positions of a path, with its slashes decoded once.</summary>
    /// <param name="path">The path, decoded by Kestrel.</param>
    /// <param name="start">The first character.</param>
    /// <param name="end">The position after the last character.</param>
    /// <param name="httpContext">The request, which has the path as it was sent.</param>
    public static string Decode(string path, int start, int end, HttpContext httpContext)
    {
        var value = path[start..end];
        if (!value.Contains(Once, StringComparison.OrdinalIgnoreCase))
        {
            return value;
        }

        // "%252F" is the encoded text "%2F", and Kestrel has decoded it to that: only the raw request distinguishes it from a slash.
        // When the path has been rewritten and no longer corresponds to the raw request, every one is decoded.
        var raw = httpContext.Features.Get<IHttpRequestFeature>()?.RawTarget ?? string.Empty;
        var sent = Occurrences(raw.AsSpan(0, raw.IndexOf('?') is >= 0 and var query ? query : raw.Length), alsoTwice: true);
        var before = Occurrences(httpContext.Request.PathBase.Value, alsoTwice: false).Count +
            Occurrences(path.AsSpan(0, start), alsoTwice: false).Count;
        var after = Occurrences(path.AsSpan(start), alsoTwice: false).Count;
        var corresponds = sent.Count == before + after;

        var decoded = new System.Text.StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (!value.AsSpan(i).StartsWith(Once, StringComparison.OrdinalIgnoreCase))
            {
                decoded.Append(value[i]);
                continue;
            }

            if (corresponds && sent[before])
            {
                decoded.Append(value.AsSpan(i, Once.Length));
            }
            else
            {
                decoded.Append('/');
            }

            before++;
            i += Once.Length - 1;
        }

        return decoded.ToString();
    }

    /// <summary>Returns each "%2F" of a text in order: true for one that was encoded twice.</summary>
    private static List<bool> Occurrences(ReadOnlySpan<char> text, bool alsoTwice)
    {
        var found = new List<bool>();
        for (var i = text.IndexOf('%'); i >= 0 && i < text.Length; i++)
        {
            if (text[i..].StartsWith(Once, StringComparison.OrdinalIgnoreCase))
            {
                found.Add(false);
            }
            else if (alsoTwice && text[i..].StartsWith(Twice, StringComparison.OrdinalIgnoreCase))
            {
                found.Add(true);
            }
        }

        return found;
    }
}
