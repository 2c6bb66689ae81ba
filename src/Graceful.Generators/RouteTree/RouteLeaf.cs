namespace Graceful.Generators.RouteTree;

/// <summary>A route at the end of a walk through the tree.</summary>
/// <param name="Route">The route.</param>
/// <param name="Present">The number of its segments that the path has.</param>
internal sealed record RouteLeaf(RouteEntry Route, int Present)
{
    /// <summary>
    /// True for a constrained catch-all without a default: constraints are not satisfied by a missing value, except those that only
    /// exclude values.
    /// </summary>
    public static bool MayEndAt(RouteEntry route, int depth) => route.Pattern.Segments.Skip(depth).All(segment =>
        segment.Parameter is not { IsCatchAll: true, Default: null } catchAll ||
        catchAll.Constraints.All(constraint => constraint.Kind == ConstraintKind.NonFile));

    /// <summary>
    /// Compares by precedence, the best first: ASP.NET Core's rules, then routes with verbs before those without, a declared HEAD before
    /// one implied by GET, routes limited to hosts before others, and whole host names before wildcards. The remaining criteria only make
    /// the order deterministic.
    /// </summary>
    public static int Compare(RouteLeaf left, RouteLeaf right)
    {
        var result = string.CompareOrdinal(Precedence(left.Route.Pattern), Precedence(right.Route.Pattern));
        result = result != 0 ? result : Rank(left.Route.Verbs).CompareTo(Rank(right.Route.Verbs));
        result = result != 0 ? result : HostRank(left.Route.Hosts).CompareTo(HostRank(right.Route.Hosts));
        result = result != 0 ? result : string.CompareOrdinal(left.Route.Hosts, right.Route.Hosts);
        result = result != 0 ? result : string.CompareOrdinal(left.Route.Pattern.Text, right.Route.Pattern.Text);
        result = result != 0 ? result : left.Route.Verbs.CompareTo(right.Route.Verbs);
        return result != 0 ? result : string.CompareOrdinal(left.Route.Route, right.Route.Route);
    }

    private static string Precedence(RoutePattern pattern) => string.Concat(pattern.Segments.Select(segment => segment.Precedence));

    private static int HostRank(string? hosts) => hosts is null ? 2 : hosts.IndexOf('*') >= 0 ? 1 : 0;

    private static int Rank(RouteVerbs verbs) => verbs == RouteVerbs.None ? 2 : (verbs & RouteVerbs.Head) != 0 ? 0 : 1;
}
