namespace Graceful.Generators.RouteTree;

/// <summary>A route that has been reached.</summary>
/// <param name="Route">The route.</param>
/// <param name="Present">How many of its segments the path has.</param>
internal sealed record RouteLeaf(RouteEntry Route, int Present)
{
    /// <summary>
    /// A constrained catch-all that has no default needs a value, since no constraint is satisfied by none: except for one that
    /// only says what the value must not be.
    /// </summary>
    public static bool MayEndAt(RouteEntry route, int depth) => route.Pattern.Segments.Skip(depth).All(segment =>
        segment.Parameter is not { IsCatchAll: true, Default: null } catchAll ||
        catchAll.Constraints.All(constraint => constraint.Kind == ConstraintKind.NonFile));

    /// <summary>
    /// The best first: what ASP.NET Core's rules of precedence say, then those with verbs before those without, and of these the
    /// one that names HEAD before one that answers it because of its GET; then those for some hosts only, and of these the ones
    /// that name them whole. The rest only makes the order always the same.
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
