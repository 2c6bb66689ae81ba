using Graceful.Generators.Model;

namespace Graceful.Generators.RouteTree;

/// <summary>Every route of the program, in an order that does not depend on the order of the files.</summary>
internal sealed record RouteTable(EquatableArray<RouteEntry> Routes, EquatableArray<string> EndpointLists)
{
    /// <summary>
    /// Of routes that answer the same path, only the first is kept: the analyzer reports the others as errors
    /// (<see cref="RouteConflicts"/>), and a switch with the same case twice would only hide its message behind others.
    /// </summary>
    public static RouteTable Build(IEnumerable<RouteEntry> routes, IEnumerable<string> endpointLists) => new(
        RouteConflicts.Group(routes, entry => entry.Pattern)
            .Select(group => group.First())
            .OrderBy(entry => entry.Pattern.LiteralPath.Length)
            .ThenBy(entry => entry.Pattern.LiteralPath, StringComparer.OrdinalIgnoreCase)
            .ToEquatableArray(),
        endpointLists.ToEquatableArray());
}

/// <param name="Pattern">Where it answers.</param>
/// <param name="Endpoint">The C# expression for its endpoint.</param>
internal sealed record RouteEntry(RoutePattern Pattern, string Endpoint);
