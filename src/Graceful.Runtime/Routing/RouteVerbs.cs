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
    /// By length first: the names are compared by their characters, whatever their case, as ASP.NET Core does. Equal strings
    /// need not be one object, under NativeAOT not even equal constants.
    /// </summary>
    public static RouteVerbs Parse(string method)
    {
        switch (method.Length)
        {
            case 3:
                return Is(method, "GET") ? RouteVerbs.Get : Is(method, "PUT") ? RouteVerbs.Put : RouteVerbs.None;
            case 4:
                return Is(method, "POST") ? RouteVerbs.Post : Is(method, "HEAD") ? RouteVerbs.Head : RouteVerbs.None;
            case 5:
                return Is(method, "PATCH") ? RouteVerbs.Patch : RouteVerbs.None;
            case 6:
                return Is(method, "DELETE") ? RouteVerbs.Delete : RouteVerbs.None;
            case 7:
                return Is(method, "OPTIONS") ? RouteVerbs.Options : RouteVerbs.None;
            default:
                return RouteVerbs.None;
        }
    }

    public static IReadOnlyList<string> Of(RouteVerbs verbs) => [.. All.Where(one => (verbs & one.Verb) != 0).Select(one => one.Name)];

    private static bool Is(string method, string name) => method.Equals(name, StringComparison.OrdinalIgnoreCase);
}
