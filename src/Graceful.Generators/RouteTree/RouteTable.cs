using Graceful.Generators.Collections;

namespace Graceful.Generators.RouteTree;

/// <summary>Every route of the program, in an order that does not depend on the order of the files.</summary>
internal sealed record RouteTable(EquatableArray<RouteEntry> Routes, EquatableArray<string> EndpointLists)
{
    /// <summary>How many captures a route of the table can have.</summary>
    public int CaptureCount => Routes.Count == 0 ? 0 : Routes.Max(route => RouteCaptures.Count(route.Pattern));

    /// <summary>
    /// Of routes that answer the same requests, only the first is kept: the analyzer reports the others as errors
    /// (<see cref="RouteConflicts"/>), and code that could never be reached would only hide its message behind others.
    /// </summary>
    public static RouteTable Build(IEnumerable<RouteEntry> routes, IEnumerable<string> endpointLists) => new(
        RouteConflicts.WithoutDuplicates(routes)
            .OrderBy(entry => entry.Pattern.Text, StringComparer.OrdinalIgnoreCase)
            .ThenBy(entry => entry.Verbs)
            .ThenBy(entry => entry.Route, StringComparer.Ordinal)
            .ToEquatableArray(),
        endpointLists.ToEquatableArray());
}

/// <param name="Pattern">Where it answers.</param>
/// <param name="Verbs">What it answers.</param>
/// <param name="Order">Its place before or behind others that match too.</param>
/// <param name="Route">The C# expression for its <c>ActionRoute</c>.</param>
internal sealed record RouteEntry(RoutePattern Pattern, RouteVerbs Verbs, int Order, string Route)
{
    /// <summary>The only hosts that it answers, with commas between them; null when it answers all.</summary>
    public string? Hosts { get; init; }

    public string Title => RouteVerbNames.Title(Verbs, Pattern);
}
