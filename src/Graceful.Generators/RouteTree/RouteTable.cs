using Graceful.Generators.Collections;

namespace Graceful.Generators.RouteTree;

/// <summary>The routes of the program or of a part of it, in an order that does not depend on the order of the files.</summary>
/// <param name="Part">The number of the part; null when the table has all routes of the program.</param>
/// <param name="Routes">The routes.</param>
internal sealed record RouteTable(int? Part, EquatableArray<RouteEntry> Routes)
{
    /// <summary>Gets the largest number of captures of a route in the table.</summary>
    public int CaptureCount => Routes.Count == 0 ? 0 : Routes.Max(route => RouteCaptures.Count(route.Pattern));

    /// <summary>
    /// Keeps only the first of the routes that answer the same requests. The analyzer reports the others as errors
    /// (<see cref="RouteConflicts"/>); unreachable code would only add errors of the compiler.
    /// </summary>
    public static RouteTable Build(IEnumerable<RouteEntry> routes, int? part = null) => new(
        part,
        RouteConflicts.WithoutDuplicates(routes)
            .OrderBy(entry => entry.Pattern.Text, StringComparer.OrdinalIgnoreCase)
            .ThenBy(entry => entry.Verbs)
            .ThenBy(entry => entry.Route, StringComparer.Ordinal)
            .ToEquatableArray());
}

/// <param name="Pattern">The pattern.</param>
/// <param name="Verbs">The verbs that it answers.</param>
/// <param name="Order">The order among routes that match the same path.</param>
/// <param name="Route">The C# expression for its <c>ActionRoute</c>.</param>
internal sealed record RouteEntry(RoutePattern Pattern, RouteVerbs Verbs, int Order, string Route)
{
    /// <summary>Gets the hosts that it answers, separated by commas; null for all hosts.</summary>
    public string? Hosts { get; init; }

    public string Title => RouteVerbNames.Title(Verbs, Pattern);
}
