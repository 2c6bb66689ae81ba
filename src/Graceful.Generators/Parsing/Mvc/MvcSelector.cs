namespace Graceful.Generators.Parsing;

/// <summary>A route with its HTTP methods.</summary>
/// <param name="Route">The attribute with the route; null for none.</param>
/// <param name="Methods">The HTTP methods; empty for all.</param>
internal sealed record MvcSelector(MvcRouteAttribute? Route, IReadOnlyList<string> Methods)
{
    /// <summary>
    /// Groups routes with their methods: a method with a route is a group of its own, and [Route] takes the methods without one.
    /// </summary>
    /// <remarks>
    /// The rules are those of dotnet/aspnetcore, src/Mvc/Mvc.Core/src/ApplicationModels: DefaultApplicationModelProvider.CreateSelectors.
    /// </remarks>
    public static IReadOnlyList<MvcSelector> Of(IReadOnlyList<MvcRouteAttribute> attributes)
    {
        var routes = attributes.Where(one => one.IsRoute && !one.IsSilent).ToArray();
        var silent = attributes.Any(one => one.IsSilent) && routes.All(route => route.IsVerb);
        if (routes.Length == 0)
        {
            return [new MvcSelector(null, MethodsOf(attributes))];
        }

        var selectors = routes.Select(route => new MvcSelector(route, MethodsOf(attributes.Where(one =>
            one == route || (!routes.Contains(one) && !(route.IsVerb && one.IsVerb))))));
        return silent
            ? [.. selectors, new MvcSelector(null, MethodsOf(attributes.Where(one => !routes.Contains(one))))]
            : [.. selectors];
    }

    private static string[] MethodsOf(IEnumerable<MvcRouteAttribute> attributes) =>
        [.. attributes.SelectMany(one => one.Methods).Distinct(StringComparer.OrdinalIgnoreCase)];
}
