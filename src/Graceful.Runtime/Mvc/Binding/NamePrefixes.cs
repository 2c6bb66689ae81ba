using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace Graceful.Mvc;

/// <summary>
/// Finds out whether a part of a request has a name, or one that begins with it. Many names are sorted once for the request: the lookup
/// is repeated for each member of each item.
/// </summary>
/// <remarks>The framework's own collections are enumerated without an object.</remarks>
internal static class NamePrefixes
{
    /// <summary>Up to so many names are scanned, which needs no memory.</summary>
    private const int Few = 16;

    public static bool HasPrefix(this IFormCollection form, string prefix, MvcInvocation call)
    {
        if (form.ContainsKey(prefix))
        {
            return true;
        }

        if (form.Count > Few)
        {
            return call.SortedNamesOf(form, form.Keys).HasPrefix(prefix);
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

    public static bool HasPrefix(this IQueryCollection query, string prefix, MvcInvocation call) =>
        query.ContainsKey(prefix) ||
        (query.Count > Few ? call.SortedNamesOf(query, query.Keys).HasPrefix(prefix) : HasNameBelow(query, prefix));

    public static bool HasPrefix(this IReadOnlyDictionary<string, StringValues> values, string prefix, MvcInvocation call) =>
        values.ContainsKey(prefix) ||
        (values.Count > Few ? call.SortedNamesOf(values, values.Keys).HasPrefix(prefix) : HasNameBelow(values, prefix));

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
