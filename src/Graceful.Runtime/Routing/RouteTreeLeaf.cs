namespace Graceful.Routing;

/// <summary>A route at the end of a path through a <see cref="RouteTree"/>.</summary>
/// <param name="index">The number of its line.</param>
/// <param name="verbs">The verbs; none for all.</param>
/// <param name="condition">The number of its condition, or <see cref="NoCondition"/>.</param>
/// <param name="absent">The captures of the segments that this path lacks.</param>
internal sealed class RouteTreeLeaf(int index, RouteVerbs verbs, int condition, int[] absent)
{
    public const int NoCondition = -1;

    public int Index => index;

    public RouteVerbs Verbs => verbs;

    public int Condition => condition;

    public int[] Absent => absent;

    /// <summary>Gets or sets the route: null before its first request. Creating one creates those of its whole controller.</summary>
    public ActionRoute? Route { get; set; }
}
