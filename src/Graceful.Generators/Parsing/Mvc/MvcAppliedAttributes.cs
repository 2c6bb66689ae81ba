using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Finds the attributes of controllers and actions that apply in MVC.</summary>
/// <remarks>
/// The rules are those of dotnet/aspnetcore, src/Mvc/Mvc.Core/src/ApplicationModels/DefaultApplicationModelProvider.cs: the attributes of
/// <c>GetCustomAttributes(inherit: true)</c>, with the routes of the nearest class or method that has some in place of all routes.
/// </remarks>
internal static class MvcAppliedAttributes
{
    public static IReadOnlyList<AppliedAttribute> Of(INamedTypeSymbol controller, KnownTypes known)
    {
        ISymbol[] chain = [.. controller.SelfAndBases()];
        return
        [
            .. MetadataParser.Effective(chain).Where(one => !IsRoute(one.Type, known)),
            .. Nearest(chain, known),
        ];
    }

    /// <remarks>A filter of an overridden method applies, also when it is a route that the action replaces.</remarks>
    public static IReadOnlyList<AppliedAttribute> Of(IMethodSymbol action, KnownTypes known)
    {
        ISymbol[] chain = [.. action.SelfAndOverridden()];
        var routes = Nearest([chain[0], chain[chain.Length - 1]], known);
        return
        [
            .. MetadataParser.Effective(chain).Where(one => !IsRoute(one.Type, known) ||
                (one.Type.Implements(known.Mvc.Filter) && !routes.Any(route => route.Attribute == one.Attribute))),
            .. routes,
        ];
    }

    /// <summary>Returns the attributes with routes and with HTTP methods.</summary>
    public static IReadOnlyList<MvcRouteAttribute> Routes(IEnumerable<AppliedAttribute> attributes, KnownTypes known) =>
    [
        .. attributes.Where(one => one.Type.Implements(known.Mvc.RouteTemplate) || one.Type.Implements(known.Mvc.HttpMethods))
            .Select(one => MvcRouteAttribute.Of(one.Attribute, one.Type, known)),
    ];

    private static bool IsRoute(INamedTypeSymbol type, KnownTypes known) => type.Implements(known.Mvc.RouteTemplate);

    /// <summary>Returns the routes of the first symbol that has some, also when they are not inherited.</summary>
    private static AppliedAttribute[] Nearest(IEnumerable<ISymbol> chain, KnownTypes known) => chain
        .Select(symbol => symbol.AppliedAttributes()
            .Where(attribute => attribute.AttributeClass is { TypeKind: not TypeKind.Error } type && IsRoute(type, known))
            .Select(attribute => new AppliedAttribute(symbol, attribute, attribute.AttributeClass!))
            .ToArray())
        .FirstOrDefault(routes => routes.Length > 0) ?? [];
}
