using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Accessibility for other assemblies: a link is public when the controller and all parameter types are.</summary>
internal static class PublicTypes
{
    public static bool AreAllIn(IMethodSymbol action, INamedTypeSymbol controller, KnownTypes known) =>
        action.DeclaredAccessibility == Accessibility.Public &&
        IsPublic(controller) &&
        action.Parameters.All(parameter => IsPublic(parameter.Type) &&
            (parameter.Attribute(known.Binding.AsParameters) is null || MembersArePublic(parameter.Type)));

    /// <summary>The members of an [AsParameters] object are parameters of the link.</summary>
    private static bool MembersArePublic(ITypeSymbol type) => type.GetMembers().All(member => member switch
    {
        IPropertySymbol property => IsPublic(property.Type),
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor =>
            constructor.Parameters.All(parameter => IsPublic(parameter.Type)),
        _ => true,
    });

    private static bool IsPublic(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsPublic(array.ElementType),
        INamedTypeSymbol named => named.DeclaredAccessibility == Accessibility.Public &&
            (named.ContainingType is null || IsPublic(named.ContainingType)) &&
            named.TypeArguments.All(IsPublic),
        ITypeParameterSymbol => true,
        _ => false,
    };
}
