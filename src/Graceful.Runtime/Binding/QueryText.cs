using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Graceful.Binding;

/// <summary>
/// Finds values in the query string with the same result as <see cref="Microsoft.AspNetCore.Http.HttpRequest.Query"/>, but
/// without its dictionary and strings.
/// </summary>
internal static class QueryText
{
    /// <summary>Returns the value of a key; empty when there is none. Case is ignored; several values are joined with commas.</summary>
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

    /// <summary>Returns the value of a key as a string; null when there is none. Several values are joined with commas.</summary>
    public static string? FindText(string? query, string key)
    {
        var all = FindAll(query, key);
        return all.Count == 0 ? null : all.ToString();
    }

    /// <summary>Returns every value of a key, in the order of the query string.</summary>
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

    /// <summary>Returns the number of values of a key.</summary>
    public static int Count(string? query, string key)
    {
        var count = 0;
        foreach (var pair in new QueryStringEnumerable(query))
        {
            count += IsKey(pair, key) ? 1 : 0;
        }

        return count;
    }

    /// <summary>True when a pair has the key. Case is ignored.</summary>
    public static bool IsKey(QueryStringEnumerable.EncodedNameValuePair pair, string key) =>
        pair.DecodeName().Span.Equals(key, StringComparison.OrdinalIgnoreCase);
}
