using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Types that look like data of the request and not like services.</summary>
internal static class DataTypes
{
    /// <summary>The public methods that data may have.</summary>
    private static readonly HashSet<string> Methods = new(StringComparer.Ordinal)
    {
        "Equals", "CompareTo", "Deconstruct", "Validate", "<Clone>$",
    };

    /// <summary>
    /// True for <c>object</c>, dictionaries, sets and tuples, and for a class that has properties with a setter and no methods. A property
    /// of an interface type makes it a group of services.
    /// </summary>
    public static bool IsData(ITypeSymbol type) => type is INamedTypeSymbol named &&
        (named.SpecialType == SpecialType.System_Object || IsOfCollections(named) || IsTuple(named) || IsPlain(named));

    private static bool IsPlain(INamedTypeSymbol type)
    {
        if (type is not { TypeKind: TypeKind.Class, IsAbstract: false, IsStatic: false })
        {
            return false;
        }

        var members = type.SelfAndBases().Where(one => one.SpecialType != SpecialType.System_Object).SelectMany(one => one.GetMembers())
            .Where(member => member is { DeclaredAccessibility: Accessibility.Public, IsStatic: false }).ToArray();
        return members.All(IsOfData) &&
            members.Any(member => member is IPropertySymbol { SetMethod.DeclaredAccessibility: Accessibility.Public });
    }

    private static bool IsOfData(ISymbol member) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Ordinary, IsOverride: false, IsImplicitlyDeclared: false } method =>
            Methods.Contains(method.Name),
        IPropertySymbol { Type: INamedTypeSymbol { TypeKind: TypeKind.Interface or TypeKind.Delegate } held } => IsOfCollections(held),
        IEventSymbol => false,
        _ => true,
    };

    /// <summary>True for a collection of .NET. One for several threads may be the state of the app.</summary>
    private static bool IsOfCollections(INamedTypeSymbol type) =>
        type.ContainingNamespace is { Name: "Generic" or "Immutable" or "Frozen" or "ObjectModel",
            ContainingNamespace: { Name: "Collections", ContainingNamespace: var system } } &&
        system.IsSystem();

    private static bool IsTuple(INamedTypeSymbol type) => type is { Name: "Tuple", IsGenericType: true } &&
        type.ContainingNamespace.IsSystem();
}
