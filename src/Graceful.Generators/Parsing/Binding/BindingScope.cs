using Graceful.Generators.Collections;
using Graceful.Generators.Model;
using Graceful.Generators.RouteTree;

namespace Graceful.Generators.Parsing;

/// <summary>The sources that the routes of an action offer to its arguments.</summary>
/// <param name="Route">The parameters of the action's routes, by slot.</param>
/// <param name="RouteIsKnown">False when a route is invalid: then missing route parameters are not reported.</param>
/// <param name="MayHaveBody">True when an argument may be inferred from the body: not for GET, HEAD, DELETE and OPTIONS.</param>
/// <param name="PrefersQuery">True when a collection is inferred from the query rather than from the body.</param>
internal sealed record BindingScope(EquatableArray<RouteParameterModel> Route, bool RouteIsKnown, bool MayHaveBody, bool PrefersQuery)
{
    private const RouteVerbs Bodiless = RouteVerbs.Get | RouteVerbs.Head | RouteVerbs.Delete | RouteVerbs.Options;

    /// <remarks>As in minimal APIs: when one of the HTTP methods has no body, only explicit parameters are read from it.</remarks>
    public static BindingScope Of(IReadOnlyList<RouteModel>? routes, EquatableArray<RouteParameterModel> slots)
    {
        var verbs = (routes ?? []).Aggregate(RouteVerbs.None, (all, route) => all | route.Verbs);
        var mayHaveBody = (verbs & Bodiless) == 0;
        return new BindingScope(slots, routes is not null, mayHaveBody, PrefersQuery: verbs == RouteVerbs.None || !mayHaveBody);
    }

    /// <returns>The slot of the route parameter, ignoring case; -1 when there is none.</returns>
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
