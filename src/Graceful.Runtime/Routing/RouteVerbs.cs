using System.ComponentModel;
using Microsoft.AspNetCore.Http;

namespace Graceful.Routing;

/// <summary>The HTTP methods that a route can name, as a set. Used by generated code.</summary>
[Flags]
[EditorBrowsable(EditorBrowsableState.Never)]
public enum RouteVerbs
{
    /// <summary>A method that no route can name: only routes without a verb answer it.</summary>
    None = 0,

    /// <summary>GET.</summary>
    Get = 1,

    /// <summary>HEAD.</summary>
    Head = 2,

    /// <summary>POST.</summary>
    Post = 4,

    /// <summary>PUT.</summary>
    Put = 8,

    /// <summary>DELETE.</summary>
    Delete = 16,

    /// <summary>PATCH.</summary>
    Patch = 32,

    /// <summary>OPTIONS.</summary>
    Options = 64,
}

/// <summary>Between sets of verbs and the names that HTTP has for them.</summary>
internal static class RouteVerbNames
{
    /// <summary>In the order in which <c>Allow</c> lists them.</summary>
    private static readonly (RouteVerbs Verb, string Name)[] All =
    [
        (RouteVerbs.Delete, HttpMethods.Delete),
        (RouteVerbs.Get, HttpMethods.Get),
        (RouteVerbs.Head, HttpMethods.Head),
        (RouteVerbs.Options, HttpMethods.Options),
        (RouteVerbs.Patch, HttpMethods.Patch),
        (RouteVerbs.Post, HttpMethods.Post),
        (RouteVerbs.Put, HttpMethods.Put),
    ];

    /// <summary>
    /// The names are compared by their characters: equal strings need not be one object, under NativeAOT not even equal
    /// constants. Usual is upper case; ASP.NET Core takes any.
    /// </summary>
    public static RouteVerbs Parse(string method) => method switch
    {
        "GET" => RouteVerbs.Get,
        "POST" => RouteVerbs.Post,
        "PUT" => RouteVerbs.Put,
        "DELETE" => RouteVerbs.Delete,
        "HEAD" => RouteVerbs.Head,
        "PATCH" => RouteVerbs.Patch,
        "OPTIONS" => RouteVerbs.Options,
        _ => ParseUnusual(method),
    };

    public static IReadOnlyList<string> Of(RouteVerbs verbs) => [.. All.Where(one => (verbs & one.Verb) != 0).Select(one => one.Name)];

    private static RouteVerbs ParseUnusual(string method)
    {
        foreach (var (verb, name) in All)
        {
            // The same length and first letter: most methods that no route can name are told by these.
            if (method.Length == name.Length && (method[0] | 0x20) == (name[0] | 0x20) && method.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return verb;
            }
        }

        return RouteVerbs.None;
    }
}
