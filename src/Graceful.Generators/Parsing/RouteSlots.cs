using Graceful.Generators.Collections;
using Graceful.Generators.Model;

namespace Graceful.Generators.Parsing;

/// <summary>The slots of an action: one for each route parameter that any of its routes has.</summary>
internal static class RouteSlots
{
    /// <summary>Returns the union of the parameters of all routes, in the order of first appearance.</summary>
    public static EquatableArray<RouteParameterModel> Of(IReadOnlyList<RouteModel> routes)
    {
        var names = routes.SelectMany(route => route.Pattern.Parameters).Select(parameter => parameter.Name)
            .Distinct(StringComparer.OrdinalIgnoreCase);
        return names.Select(name => Slot(name, routes)).ToEquatableArray();
    }

    private static RouteParameterModel Slot(string name, IReadOnlyList<RouteModel> routes)
    {
        var found = routes
            .Select(route => route.Pattern.Parameters.FirstOrDefault(
                parameter => parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            .ToArray();
        var first = found.First(parameter => parameter is not null)!;
        return new RouteParameterModel(
            first.Name,
            IsOptional: found.Any(parameter => parameter is null or { IsOptional: true }),
            IsCatchAll: found.Any(parameter => parameter is { IsCatchAll: true }),
            found.Select(parameter => parameter?.Default).FirstOrDefault(value => value is not null),
            first.Constraints.Select(constraint => constraint.Text).ToEquatableArray());
    }
}
