using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Replaces the type parameters of a generic class in a type that its source names.</summary>
internal static class TypeParameters
{
    /// <returns>The type with the type arguments of the class in place of its type parameters; null when it cannot be named.</returns>
    public static ITypeSymbol? Replace(ITypeSymbol? type, INamedTypeSymbol owner) => type switch
    {
        _ when !owner.IsGenericType => type,
        ITypeParameterSymbol parameter when parameter.DeclaringType.Is(owner.OriginalDefinition) => owner.TypeArguments[parameter.Ordinal],
        INamedTypeSymbol { IsGenericType: true, IsUnboundGenericType: false, TypeKind: not TypeKind.Error } generic =>
            Replace(generic, owner),
        _ => type,
    };

    /// <summary>A class in a generic class is generic as well, also without type parameters of its own.</summary>
    private static INamedTypeSymbol? Replace(INamedTypeSymbol generic, INamedTypeSymbol owner)
    {
        var definition = generic.ContainingType is { IsGenericType: true } outer
            ? Replace(outer, owner)?.GetTypeMembers(generic.Name, generic.Arity).FirstOrDefault()
            : generic.OriginalDefinition;
        return generic.Arity == 0
            ? definition
            : definition?.Construct([.. generic.TypeArguments.Select(argument => Replace(argument, owner) ?? argument)]);
    }
}
