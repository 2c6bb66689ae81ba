using Graceful.Generators.Collections;

namespace Graceful.Generators.RouteTree;

/// <summary>Every route of the program, in an order that does not depend on the order of the files.</summary>
internal sealed record RouteTable(EquatableArray<RouteEntry> Routes, EquatableArray<string> EndpointLists)
{
    /// <summary>Gets the largest number of captures of a route in the table.</summary>
    public int CaptureCount => Routes.Count == 0 ? 0 : Routes.Max(route => RouteCaptures.Count(route.Pattern));

    /// <summary>
    /// Keeps only the first of the routes that answer the same requests. The analyzer reports the others as errors
    /// (<see cref="RouteConflicts"/>); unreachable code would only add errors of the compiler.
    /// </summary>
    public static RouteTable Build(IEnumerable<RouteEntry> routes, IEnumerable<string> endpointLists) => new(
        RouteConflicts.WithoutDuplicates(routes)
            .OrderBy(entry => entry.Pattern.Text, StringComparer.OrdinalIgnoreCase)
            .ThenBy(entry => entry.Verbs)
            .ThenBy(entry => entry.Route, StringComparer.Ordinal)
            .ToEquatableArray(),
        endpointLists.ToEquatableArray());
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
