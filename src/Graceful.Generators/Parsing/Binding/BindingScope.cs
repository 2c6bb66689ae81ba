using Graceful.Generators.Model;

namespace Graceful.Generators.Parsing;

/// <summary>What a method can be given, by what it is.</summary>
/// <param name="Route">The parameters of the action's routes, by slot.</param>
/// <param name="MayHaveBody">Whether a body is taken for granted: not for GET, HEAD, DELETE, OPTIONS, TRACE and CONNECT.</param>
/// <param name="PrefersQuery">Whether several values come from the query rather than from the body.</param>
internal sealed record BindingScope(EquatableArray<RouteParameterModel> Route, bool MayHaveBody, bool PrefersQuery)
{
    private static readonly HashSet<string> Bodiless = new(["GET", "HEAD", "DELETE", "OPTIONS", "TRACE", "CONNECT"], StringComparer.OrdinalIgnoreCase);

    /// <summary>An action that answers these methods; none means every method.</summary>
    /// <remarks>As minimal APIs infer: when one of the methods has no body, no parameter is taken from it unless it says so.</remarks>
    public static BindingScope Of(EquatableArray<RouteParameterModel> route, IReadOnlyCollection<string> methods)
    {
        var mayHaveBody = !methods.Any(Bodiless.Contains);
        return new BindingScope(route, mayHaveBody, PrefersQuery: methods.Count == 0 || !mayHaveBody);
    }

    /// <returns>The slot of a parameter of the route, whatever its case; -1 when there is none.</returns>
    public int SlotOf(string name)
    {
        for (var slot = 0; slot < Route.Count; slot++)
        {
            if (string.Equals(Route[slot].Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return slot;
            }
        }

        return -1;
    }
}
