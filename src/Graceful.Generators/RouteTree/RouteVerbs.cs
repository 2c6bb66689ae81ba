namespace Graceful.Generators.RouteTree;

/// <summary>The HTTP methods that a route can name, with the names and values of <c>Graceful.Routing.RouteVerbs</c>.</summary>
[Flags]
internal enum RouteVerbs
{
    None = 0,
    Get = 1,
    Head = 2,
    Post = 4,
    Put = 8,
    Delete = 16,
    Patch = 32,
    Options = 64,
}

internal static class RouteVerbNames
{
    private static readonly RouteVerbs[] All =
        [RouteVerbs.Get, RouteVerbs.Head, RouteVerbs.Post, RouteVerbs.Put, RouteVerbs.Delete, RouteVerbs.Patch, RouteVerbs.Options];

    /// <summary>Returns the verbs that a route with these verbs answers: GET answers HEAD too.</summary>
    public static RouteVerbs Answered(this RouteVerbs verbs) => (verbs & RouteVerbs.Get) != 0 ? verbs | RouteVerbs.Head : verbs;

    public static IEnumerable<RouteVerbs> Each(this RouteVerbs verbs) => All.Where(verb => (verbs & verb) != 0);

    /// <summary>Returns the name of a route in comments and messages: <c>GET, POST /orders/{id}</c>.</summary>
    public static string Title(RouteVerbs verbs, RoutePattern pattern) => verbs == RouteVerbs.None
        ? pattern.Text
        : string.Join(", ", verbs.Each().Select(verb => verb.ToString().ToUpperInvariant())) + " " + pattern.Text;
}
