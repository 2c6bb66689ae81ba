using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Graceful.Binding;

/// <summary>
/// Reads single values out of the query string as it came: without the dictionary, and without the strings, that
/// <see cref="Microsoft.AspNetCore.Http.HttpRequest.Query"/> is made of. What it finds is the same.
/// </summary>
internal static class QueryText
{
    /// <summary>The value of a key whatever its case; empty when there is none. Several are joined with commas.</summary>
    public static ReadOnlySpan<char> Find(string? query, string key)
    {
        ReadOnlyMemory<char> first = default;
        var found = false;
        foreach (var pair in new QueryStringEnumerable(query))
        {
            if (!IsKey(pair, key))
            {
                continue;
            }

            if (found)
            {
                return FindAll(query, key).ToString();
            }

            (first, found) = (pair.DecodeValue(), true);
        }

        return first.Span;
    }

    /// <summary>The value of a key as a string; null when there is none. Several are joined with commas.</summary>
    public static string? FindText(string? query, string key)
    {
        var all = FindAll(query, key);
        return all.Count == 0 ? null : all.ToString();
    }

    /// <summary>Every value of a key, in the order of the query string.</summary>
    public static StringValues FindAll(string? query, string key)
    {
        string? first = null;
        List<string>? all = null;
        foreach (var pair in new QueryStringEnumerable(query))
        {
            if (!IsKey(pair, key))
            {
                continue;
            }

            var value = pair.DecodeValue().ToString();
            if (first is null)
            {
                first = value;
            }
            else
            {
                (all ??= [first]).Add(value);
            }
        }

        return all is null ? new StringValues(first) : all.ToArray();
    }

    /// <summary>How many values a key has.</summary>
    public static int Count(string? query, string key)
    {
        var count = 0;
        foreach (var pair in new QueryStringEnumerable(query))
        {
            count += IsKey(pair, key) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Whether a pair is one of a key, whatever its case.</summary>
    public static bool IsKey(QueryStringEnumerable.EncodedNameValuePair pair, string key) =>
        pair.DecodeName().Span.Equals(key, StringComparison.OrdinalIgnoreCase);
}
