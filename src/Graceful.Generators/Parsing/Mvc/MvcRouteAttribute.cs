using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>The values of an attribute with a route or with HTTP methods, of the framework or of the app.</summary>
/// <param name="Attribute">The attribute.</param>
/// <param name="IsRoute">True when it implements IRouteTemplateProvider.</param>
/// <param name="IsVerb">True when it implements IActionHttpMethodProvider.</param>
internal sealed record MvcRouteAttribute(AttributeData Attribute, bool IsRoute, bool IsVerb)
{
    public string? Template { get; private init; }

    public string? Name { get; private init; }

    public int? Order { get; private init; }

    public IReadOnlyList<string> Methods { get; private init; } = [];

    /// <summary>Gets the reason why a value is not known at build time; null when all are known.</summary>
    public string? Unknown { get; private init; }

    /// <summary>True for a route that sets nothing, as [HttpGet]: it has the HTTP methods for the other routes.</summary>
    public bool IsSilent => IsRoute && Unknown is null && Template is null && Name is null && Order is null;

    /// <summary>Gets the template as it is in the attribute; null when the class computes it.</summary>
    public string? Written => MvcTypes.IsInAspNetCoreAssembly(Attribute.AttributeClass!) ? Template : null;

    public static MvcRouteAttribute Of(AttributeData attribute, INamedTypeSymbol type, KnownTypes known)
    {
        var evaluation = AttributeEvaluation.Of(attribute, known);
        var template = evaluation.Property(known.Mvc.RouteTemplate, "Template");
        var name = evaluation.Property(known.Mvc.RouteTemplate, "Name");
        var order = evaluation.Property(known.Mvc.RouteTemplate, "Order");
        var methods = evaluation.Property(known.Mvc.HttpMethods, "HttpMethods");
        var isVerb = type.Implements(known.Mvc.HttpMethods);
        return new MvcRouteAttribute(attribute, type.Implements(known.Mvc.RouteTemplate), isVerb)
        {
            Template = template.Value as string,
            Name = name.Value as string,
            Order = order.Value as int?,
            Methods = methods.Texts ?? [],
            Unknown = Reason("template", template, template.Value is null or string) ??
                Reason("name", name, name.Value is null or string) ??
                Reason("order", order, order.Value is null or int) ??
                Reason("HTTP method", methods, !isVerb || methods.Texts is not null),
        };

        string? Reason(string what, AttributeValue value, bool isUsable) => value.IsKnown && isUsable ? null
            : $"the {what} of [{type.Name}] is not known at build time: {value.Reason ?? "it is no constant"}; write [Route] or " +
                "[HttpGet] with constants, or let the class set constants";
    }
}
