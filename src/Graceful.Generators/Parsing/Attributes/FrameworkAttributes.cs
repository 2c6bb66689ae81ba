using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>The attributes of the framework, whose constructors store their arguments in properties.</summary>
internal static class FrameworkAttributes
{
    /// <summary>True for a class whose source is not here, but is known.</summary>
    public static bool IsOne(INamedTypeSymbol type, KnownTypes known) =>
        type is { Name: nameof(Attribute), ContainingNamespace: var space } && space.IsSystem()
            ? type.DeclaringSyntaxReferences.IsEmpty
            : MvcTypes.IsInAspNetCoreAssembly(type) || type.Is(known.FromKeyedServices);

    /// <summary>Returns the property that a constructor sets to its argument; null when it only computes with it.</summary>
    public static IPropertySymbol? PropertyOf(IParameterSymbol parameter)
    {
        var name = parameter.Name switch
        {
            "type" => "ImplementationType",
            "method" or "methods" => "HttpMethods",
            var other => other,
        };
        return parameter.ContainingType.SelfAndBases().SelectMany(type => type.GetMembers()).OfType<IPropertySymbol>()
            .FirstOrDefault(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Returns <c>HttpMethods</c> of a class such as <c>[HttpGet]</c>, and its value; null for other classes.</summary>
    public static (IPropertySymbol Property, string Method)? MethodOf(INamedTypeSymbol type) =>
        type.BaseType is { Name: "HttpMethodAttribute" } general &&
        general.GetMembers("HttpMethods").OfType<IPropertySymbol>().FirstOrDefault() is { } property
            ? (property, AttributeNames.Simple(type.Name).Substring("Http".Length).ToUpperInvariant())
            : null;

    /// <summary>Returns the value of a property that no constructor and no code of the app has set.</summary>
    public static AttributeValue Default(IPropertySymbol property) => property switch
    {
        { SetMethod: null, Name: not "Template", ExplicitInterfaceImplementations.IsEmpty: true } =>
            AttributeValue.Unknown($"'{property.ContainingType.Name}.{property.Name}' is computed"),
        { Type.SpecialType: SpecialType.System_Boolean } => AttributeValue.Known(false),
        { Type.SpecialType: SpecialType.System_Int32 } or { Type.TypeKind: TypeKind.Enum } => AttributeValue.Known(0),
        _ => AttributeValue.Known(null),
    };

    /// <summary>
    /// Returns the property that an explicit implementation returns: the order of a route, null when it is not set, and the template of
    /// <c>[AcceptVerbs]</c>.
    /// </summary>
    public static IPropertySymbol? Stored(IPropertySymbol property)
    {
        var name = property.ExplicitInterfaceImplementations.FirstOrDefault()?.Name;
        return name is null ? null
            : property.ContainingType.GetMembers(name == "Template" ? "Route" : name).OfType<IPropertySymbol>().FirstOrDefault();
    }
}
