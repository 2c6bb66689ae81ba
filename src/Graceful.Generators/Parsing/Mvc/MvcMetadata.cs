using Graceful.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Reads the attributes of MVC controllers and actions that become metadata of their endpoints, or filters.</summary>
/// <remarks>
/// MVC reads them with <c>GetCustomAttributes(inherit: true)</c>, which returns those of the bases last. So the filters of a base class
/// run inside of those of the controller, and its metadata takes precedence. Routes are the last.
/// </remarks>
internal static class MvcMetadata
{
    /// <returns>False when an attribute cannot be compiled. The action must not be served without it.</returns>
    public static bool TryParse(
        INamedTypeSymbol controller, KnownTypes known, MvcFilters filters, MvcReports reports, ParseObserver? observer,
        List<AttributeModel> metadata) =>
        TryParse(MvcAppliedAttributes.Of(controller, known), controller, known, filters, reports, observer, metadata);

    /// <returns>False when an attribute cannot be compiled. The action must not be served without it.</returns>
    public static bool TryParse(
        IMethodSymbol method, KnownTypes known, MvcFilters filters, MvcReports reports, ParseObserver? observer,
        List<AttributeModel> metadata) =>
        TryParse(MvcAppliedAttributes.Of(method, known), method, known, filters, reports, observer, metadata);

    private static bool TryParse(
        IReadOnlyList<AppliedAttribute> applied, ISymbol symbol, KnownTypes known, MvcFilters filters, MvcReports reports,
        ParseObserver? observer, List<AttributeModel> metadata) =>
        MetadataParser.TryParse(applied, symbol, known, observer, metadata) &&
        Check(symbol, applied.Select(one => one.Type), known, reports) &&
        filters.TryAdd(symbol, applied.Select(one => one.Attribute)) &&
        RemoveRoutes(metadata);

    private static bool Check(ISymbol symbol, IEnumerable<INamedTypeSymbol> types, KnownTypes known, MvcReports reports)
    {
        foreach (var type in types)
        {
            if (type.Implements(known.Mvc.ActionConstraint) && !MvcTypes.IsInAspNetCoreAssembly(type))
            {
                return reports.Add(symbol, $"[{type.Name}] is an action constraint, which MVC evaluates while it matches; give the " +
                    "actions different templates, or branch inside of one action");
            }

            if (known.Mvc.IsConvention(type))
            {
                return reports.Add(symbol, MvcReports.Convention(type));
            }

            if (type.DerivesFrom(known.Mvc.MiddlewareFilter))
            {
                return reports.Add(
                    symbol, "[MiddlewareFilter] builds a pipeline by reflection; add the middleware with app.UseWhen(...)");
            }

            if (type.Implements(known.Mvc.RouteValue) && !type.Is(known.Mvc.Area))
            {
                return reports.Add(
                    symbol, $"[{type.Name}] adds a route value that only MVC's matcher compares; write it into the template");
            }

            if (type.DerivesFrom(known.Mvc.BindProperties))
            {
                return reports.Add(symbol, "[BindProperties] sets properties of the controller; take the values as parameters");
            }
        }

        return true;
    }

    /// <summary>Removes the attributes that only say where an action answers: the endpoints have that.</summary>
    private static bool RemoveRoutes(List<AttributeModel> metadata)
    {
        const string Mvc = "global::Microsoft.AspNetCore.Mvc.";
        metadata.RemoveAll(item => item.Type.StartsWith(Mvc, StringComparison.Ordinal) && item.Type.Substring(Mvc.Length) is
            "ControllerAttribute" or "ApiControllerAttribute" or "RouteAttribute" or "AreaAttribute" or "ActionNameAttribute"
            or "AcceptVerbsAttribute" or "HttpGetAttribute" or "HttpHeadAttribute" or "HttpPostAttribute" or "HttpPutAttribute"
            or "HttpDeleteAttribute" or "HttpPatchAttribute" or "HttpOptionsAttribute" or "NonActionAttribute");
        return true;
    }
}
