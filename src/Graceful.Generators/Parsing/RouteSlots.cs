using Graceful.Generators.Collections;
using Graceful.Generators.Model;
using Graceful.Generators.RouteTree;

namespace Graceful.Generators.Parsing;

/// <summary>The slots of an action: one for each route parameter that any of its routes has.</summary>
internal static class RouteSlots
{
    /// <summary>Returns the union of the parameters of all routes, in the order of first appearance.</summary>
    public static EquatableArray<RouteParameterModel> Of(IReadOnlyList<RouteModel> routes) => routes
        .SelectMany(route => route.Pattern.Parameters)
        .GroupBy(parameter => parameter.Name, StringComparer.OrdinalIgnoreCase)
        .Select(same => Slot([.. same], routes.Count))
        .ToEquatableArray();

    /// <param name="same">The parameters with one name: at most one of each route.</param>
    /// <param name="routes">The number of routes.</param>
    private static RouteParameterModel Slot(RouteParameter[] same, int routes) => new(
        same[0].Name,
        IsOptional: same.Length < routes || same.Any(parameter => parameter.IsOptional),
        IsCatchAll: same.Any(parameter => parameter.IsCatchAll),
        same.Select(parameter => parameter.Default).FirstOrDefault(value => value is not null),
        same[0].Constraints.Select(constraint => constraint.Text).ToEquatableArray());
}
