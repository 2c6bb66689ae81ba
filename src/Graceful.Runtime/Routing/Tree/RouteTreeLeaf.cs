namespace Graceful.Routing;

/// <summary>A route at the end of a path through a <see cref="RouteTree"/>.</summary>
/// <param name="part">The part that has its line.</param>
/// <param name="index">The number of the line in its part.</param>
/// <param name="verbs">The verbs; none for all.</param>
/// <param name="condition">The number of its condition in the part, or <see cref="NoCondition"/>.</param>
/// <param name="absent">The captures of the segments that this path lacks.</param>
internal sealed class RouteTreeLeaf(RouteTreePart part, int index, RouteVerbs verbs, int condition, int[] absent)
{
    public const int NoCondition = -1;

    private ActionRoute? _route;

    public RouteVerbs Verbs => verbs;

    public int[] Absent => absent;

    /// <summary>Gets the route: not before its first request, since creating one creates those of its whole controller.</summary>
    public ActionRoute Route => _route ??= part.Route(index);

    /// <summary>True when the request satisfies the condition of the route, if it has one.</summary>
    public bool IsMet(scoped ref RouteSearch search) => condition == NoCondition || part.IsMet!(condition, ref search);
}
