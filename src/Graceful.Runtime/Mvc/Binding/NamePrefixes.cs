using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace Graceful.Mvc;

/// <summary>Whether a part of a request has a name, or one that begins with it. The name itself is looked up before the search.</summary>
/// <remarks>The framework's own collections are enumerated without an object.</remarks>
internal static class NamePrefixes
{
    public static bool HasPrefix(this IFormCollection form, string prefix)
    {
        if (form.ContainsKey(prefix))
        {
            return true;
        }

        if (form is not FormCollection known)
        {
            return HasNameBelow(form, prefix);
        }

        foreach (var (name, _) in known)
        {
            if (ModelName.IsPrefix(prefix, name))
            {
                return true;
            }
        }

        return false;
    }

    public static bool HasPrefix(this RouteValueDictionary values, string prefix)
    {
        foreach (var (name, _) in values)
        {
            if (ModelName.IsPrefix(prefix, name))
            {
                return true;
            }
        }

        return false;
    }

    public static bool HasPrefix(this IQueryCollection query, string prefix) => query.ContainsKey(prefix) || HasNameBelow(query, prefix);

    public static bool HasPrefix(this IReadOnlyDictionary<string, StringValues> values, string prefix) =>
        values.ContainsKey(prefix) || HasNameBelow(values, prefix);

    private static bool HasNameBelow(IEnumerable<KeyValuePair<string, StringValues>> values, string prefix)
    {
        foreach (var (name, _) in values)
        {
            if (ModelName.IsPrefix(prefix, name))
            {
                return true;
            }
        }

        return false;
    }
}
