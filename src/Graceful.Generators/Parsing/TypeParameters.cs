using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Replaces the type parameters of a generic class in a type that its source names.</summary>
internal static class TypeParameters
{
    /// <returns>The type with the type arguments of the class in place of its type parameters; null when it cannot be named.</returns>
    public static ITypeSymbol? Replace(ITypeSymbol? type, INamedTypeSymbol owner, Compilation compilation) => type switch
    {
        _ when !owner.IsGenericType => type,
        ITypeParameterSymbol parameter => Declaring(parameter, owner)?.TypeArguments[parameter.Ordinal] ?? type,
        IArrayTypeSymbol array => Replace(array.ElementType, owner, compilation) is { } element
            ? compilation.CreateArrayTypeSymbol(element, array.Rank)
            : null,
        INamedTypeSymbol { IsGenericType: true, IsUnboundGenericType: false, TypeKind: not TypeKind.Error } generic =>
            Replace(generic, owner, compilation),
        _ => type,
    };

    /// <summary>Returns the class, or the one around it, that declares the type parameter; null for none.</summary>
    /// <remarks>A class in a generic class uses the type parameters of that class.</remarks>
    public static INamedTypeSymbol? Declaring(ITypeParameterSymbol parameter, INamedTypeSymbol? type)
    {
        while (type is not null && !parameter.DeclaringType.Is(type.OriginalDefinition))
        {
            type = type.ContainingType;
        }

        return type;
    }

    /// <summary>A class in a generic class is generic as well, also without type parameters of its own.</summary>
    private static INamedTypeSymbol? Replace(INamedTypeSymbol generic, INamedTypeSymbol owner, Compilation compilation)
    {
        var definition = generic.ContainingType is { IsGenericType: true } outer
            ? Replace(outer, owner, compilation)?.GetTypeMembers(generic.Name, generic.Arity).FirstOrDefault()
            : generic.OriginalDefinition;
        return generic.Arity == 0
            ? definition
            : definition?.Construct([.. generic.TypeArguments.Select(argument => Replace(argument, owner, compilation) ?? argument)]);
    }
}
