using Graceful.Generators.TypeGraphs;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>The types that a type contains: the values of a dictionary, the items of a collection, or the object itself.</summary>
internal static class ContainedTypes
{
    /// <summary>Adds the type that a collection, a dictionary or a nullable value consists of.</summary>
    /// <returns>False for a type that is none of them.</returns>
    public static bool AddInner(TypeWalk walk, ITypeSymbol type, ISymbol? member, KnownTypes known)
    {
        if (Inner(type, known) is not { } inner)
        {
            return false;
        }

        walk.Add(inner, member);
        return true;
    }

    /// <summary>
    /// Returns the type of the items of a collection, of the values of a dictionary, or of a nullable value; null for others.
    /// </summary>
    public static ITypeSymbol? Inner(ITypeSymbol type, KnownTypes known) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0]
        : OfDictionary(type, known) is var (_, value) ? value
        : OfSequence(type);

    public static (ITypeSymbol Key, ITypeSymbol Value)? OfDictionary(ITypeSymbol type, KnownTypes known) =>
        Contract(type, candidate => candidate.OriginalDefinition.Is(known.Annotations.ReadOnlyDictionary) ||
            candidate.OriginalDefinition.Is(known.Annotations.Dictionary)) is { } dictionary
            ? (dictionary.TypeArguments[0], dictionary.TypeArguments[1])
            : null;

    /// <summary>Returns the item type of a sequence; null for text, which is a sequence of characters.</summary>
    public static ITypeSymbol? OfSequence(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => array.Rank == 1 ? array.ElementType : null,
        { SpecialType: SpecialType.System_String } => null,
        _ =>
            Contract(type, candidate =>
                candidate.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T)?.TypeArguments[0],
    };

    /// <summary>
    /// True for a type whose properties are validated. Types of the framework have no annotations, and generated code cannot name
    /// inaccessible ones.
    /// </summary>
    public static bool IsObject(INamedTypeSymbol type, KnownTypes known) =>
        type is { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface, SpecialType: SpecialType.None, IsTupleType: false,
            IsUnboundGenericType: false, IsFileLocal: false, IsRefLikeType: false } &&
        !IsInFrameworkNamespace(type) && known.IsAccessible(type) && !AnnotationTypes.IsSkipped(type);

    private static INamedTypeSymbol? Contract(ITypeSymbol type, Func<INamedTypeSymbol, bool> isIt) =>
        type is INamedTypeSymbol named && isIt(named) ? named : type.AllInterfaces.FirstOrDefault(isIt);

    /// <summary>True for the namespaces System, Microsoft.AspNetCore, Microsoft.Extensions and those in them.</summary>
    private static bool IsInFrameworkNamespace(INamedTypeSymbol type)
    {
        var space = type.ContainingNamespace;
        var inner = space;
        while (space is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false })
        {
            (inner, space) = (space, space.ContainingNamespace);
        }

        return space?.Name == "System" || (space?.Name == "Microsoft" && inner?.Name is "AspNetCore" or "Extensions");
    }
}
