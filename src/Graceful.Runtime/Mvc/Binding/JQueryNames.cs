using System.Text;
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
        StringBuilder? rewritten = null;
        foreach (var (name, values) in form)
        {
            if (name.Contains('[', StringComparison.Ordinal))
            {
                found ??= new(StringComparer.OrdinalIgnoreCase);
                rewritten ??= new StringBuilder();
                if (TryRewrite(name, rewritten.Clear()))
                {
                    found[rewritten.ToString()] = values;
                }
            }
        }

        return found;
    }

    /// <returns>False for a name without its closing bracket.</returns>
    private static bool TryRewrite(ReadOnlySpan<char> name, StringBuilder rewritten)
    {
        var start = name.IndexOf('[');
        rewritten.Append(name[..start]);
        while (start < name.Length)
        {
            // From one opening bracket to the next.
            name = name[(start + 1)..];
            var end = name.IndexOf(']');
            start = name.IndexOf('[') is var next and >= 0 ? next : name.Length;
            if (end < 0 || end > start)
            {
                return false;
            }

            Append(rewritten, name[..end]);
            rewritten.Append(name[(end + 1)..start]);
        }

        return true;
    }

    private static void Append(StringBuilder rewritten, ReadOnlySpan<char> inner)
    {
        if (inner.Length == 0)
        {
            return;
        }

        if (char.IsDigit(inner[0]))
        {
            rewritten.Append('[').Append(inner).Append(']');
            return;
        }

        if (rewritten.Length > 0)
        {
            rewritten.Append('.');
        }

        rewritten.Append(inner);
    }
}
