using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Graceful.Mvc;

/// <summary>
/// Reads the names of a form as jQuery and many other clients write them: <c>ids[]</c> is <c>ids</c>, and <c>tag[name]</c> is
/// <c>tag.name</c>. As in MVC, these names count after all others.
/// </summary>
internal static class JQueryNames
{
    /// <summary>Returns the values by their names in MVC; null when no name has brackets.</summary>
    public static Dictionary<string, StringValues>? Of(IFormCollection form)
    {
        Dictionary<string, StringValues>? found = null;
        foreach (var (name, values) in form)
        {
            if (name.Contains('[', StringComparison.Ordinal))
            {
                found ??= new(StringComparer.OrdinalIgnoreCase);
                if (Rewrite(name) is { } rewritten)
                {
                    found[rewritten] = values;
                }
            }
        }

        return found;
    }

    /// <returns>Null for a name without its closing bracket.</returns>
    private static string? Rewrite(string name)
    {
        var parts = name.Split('[');
        var rewritten = parts[0];
        foreach (var part in parts.AsSpan(1))
        {
            var end = part.IndexOf(']', StringComparison.Ordinal);
            if (end < 0)
            {
                return null;
            }

            var (inner, rest) = (part[..end], part[(end + 1)..]);
            rewritten += inner.Length == 0 ? rest
                : char.IsDigit(inner[0]) ? $"[{inner}]{rest}"
                : rewritten.Length == 0 ? inner + rest
                : $".{inner}{rest}";
        }

        return rewritten;
    }
}
