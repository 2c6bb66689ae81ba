using System.ComponentModel;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;

namespace Graceful.Routing;

/// <summary>The HTTP methods that a route can name, as a set. Used by generated code.</summary>
[Flags]
[EditorBrowsable(EditorBrowsableState.Never)]
public enum RouteVerbs
{
    /// <summary>Any other method: only routes without a verb match it.</summary>
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

/// <summary>Converts between sets of verbs and the names of HTTP methods.</summary>
internal static class RouteVerbNames
{
    /// <summary>In the order of the <c>Allow</c> header.</summary>
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

    /// <summary>Returns the verb of a method name in any case, as in ASP.NET Core.</summary>
    /// <remarks>
    /// Compares characters, not references: under NativeAOT even equal constants may be different objects. GET, the most frequent
    /// method, needs no call.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RouteVerbs Parse(string method) => method is "GET" ? RouteVerbs.Get : ParseOther(method);

    public static IReadOnlyList<string> Of(RouteVerbs verbs) => [.. All.Where(one => (verbs & one.Verb) != 0).Select(one => one.Name)];

    private static RouteVerbs ParseOther(string method) => method.Length switch
    {
        3 => Is(method, "PUT") ? RouteVerbs.Put : Is(method, "GET") ? RouteVerbs.Get : RouteVerbs.None,
        4 => Is(method, "POST") ? RouteVerbs.Post : Is(method, "HEAD") ? RouteVerbs.Head : RouteVerbs.None,
        5 => Is(method, "PATCH") ? RouteVerbs.Patch : RouteVerbs.None,
        6 => Is(method, "DELETE") ? RouteVerbs.Delete : RouteVerbs.None,
        7 => Is(method, "OPTIONS") ? RouteVerbs.Options : RouteVerbs.None,
        _ => RouteVerbs.None,
    };

    /// <summary>Inlined, so that the JIT compares with a constant in a few instructions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Is(string method, string name) => method.Equals(name, StringComparison.OrdinalIgnoreCase);
}
