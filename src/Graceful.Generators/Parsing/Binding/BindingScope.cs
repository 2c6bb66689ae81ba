using Graceful.Generators.Collections;
using Graceful.Generators.Model;
using Graceful.Generators.RouteTree;

namespace Graceful.Generators.Parsing;

/// <summary>What an action's arguments can come from, as its routes have it.</summary>
/// <param name="Route">The parameters of the action's routes, by slot.</param>
/// <param name="RouteIsKnown">Whether the routes are understood: when they are not, nothing is said of their parameters.</param>
/// <param name="MayHaveBody">Whether a body is taken for granted: not for GET, HEAD, DELETE and OPTIONS.</param>
/// <param name="PrefersQuery">Whether several values come from the query rather than from the body.</param>
internal sealed record BindingScope(EquatableArray<RouteParameterModel> Route, bool RouteIsKnown, bool MayHaveBody, bool PrefersQuery)
{
    private const RouteVerbs Bodiless = RouteVerbs.Get | RouteVerbs.Head | RouteVerbs.Delete | RouteVerbs.Options;

    /// <remarks>As minimal APIs infer: when one of the methods has no body, no parameter is taken from it unless it says so.</remarks>
    public static BindingScope Of(IReadOnlyList<RouteModel>? routes, EquatableArray<RouteParameterModel> slots)
    {
        var verbs = (routes ?? []).Aggregate(RouteVerbs.None, (all, route) => all | route.Verbs);
        var mayHaveBody = (verbs & Bodiless) == 0;
        return new BindingScope(slots, routes is not null, mayHaveBody, PrefersQuery: verbs == RouteVerbs.None || !mayHaveBody);
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
