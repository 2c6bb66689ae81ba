using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>The collections that can be created from the fields of a form.</summary>
internal static class CollectionTypes
{
    private const string Immutable = "System.Collections.Immutable";

    /// <summary>Parses a collection that can be created from a list: a list, a set, a queue and so on.</summary>
    /// <returns>The type of an item, and how the collection is made of a list of them; null for others.</returns>
    public static (ITypeSymbol Item, NullableAnnotation Annotation, CollectionModel Collection)? OfItems(ITypeSymbol type, KnownTypes known)
    {
        if (type is IArrayTypeSymbol array)
        {
            return array.Rank == 1 ? (array.ElementType, array.ElementNullableAnnotation, new(CollectionKind.Array)) : null;
        }

        if (type is not INamedTypeSymbol { IsUnboundGenericType: false, SpecialType: not SpecialType.System_String } named)
        {
            return null;
        }

        if (ListTypes.ElementOf(named, known, out _) is { } element)
        {
            return (element, named.TypeArgumentNullableAnnotations[0], new(CollectionKind.Itself));
        }

        if (named.TypeArguments.Length == 1 && Space(named) == Immutable)
        {
            var factory = named.Name switch
            {
                "IImmutableList" => "ImmutableList",
                "IImmutableSet" => "ImmutableHashSet",
                "IImmutableQueue" => "ImmutableQueue",
                "IImmutableStack" => "ImmutableStack",
                var name => name,
            };
            return (named.TypeArguments[0], named.TypeArgumentNullableAnnotations[0],
                new(CollectionKind.CreateRange, $"global::{Immutable}.{factory}"));
        }

        if (named is { TypeKind: TypeKind.Interface, TypeArguments.Length: 1, Name: "ISet" or "IReadOnlySet" } &&
            Space(named) == "System.Collections.Generic")
        {
            var item = Written(named.TypeArguments[0], named.TypeArgumentNullableAnnotations[0]);
            var set = $"global::System.Collections.Generic.HashSet<{item}>";
            return (named.TypeArguments[0], named.TypeArgumentNullableAnnotations[0], new(CollectionKind.Constructor, set));
        }

        var sequence = named.AllInterfaces.FirstOrDefault(contract =>
            contract.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T);
        return sequence is not null && TakesOne(named, known, IsListOfItems)
            ? (sequence.TypeArguments[0], sequence.TypeArgumentNullableAnnotations[0],
                new(CollectionKind.Constructor, TypeNames.Of(named)))
            : null;

        bool IsListOfItems(ITypeSymbol taken) =>
            taken is INamedTypeSymbol { TypeArguments.Length: 1 } list &&
            list.TypeArguments[0].Is(sequence.TypeArguments[0]) &&
            ListTypes.ElementOf(list, known, out _) is not null;
    }

    /// <summary>Parses a type that can be created from a dictionary.</summary>
    /// <returns>The contract with its keys and values, and how the type is made of a dictionary; null for others.</returns>
    public static (INamedTypeSymbol Contract, CollectionModel Collection)? OfEntries(ITypeSymbol type, KnownTypes known)
    {
        if (type is not INamedTypeSymbol { IsUnboundGenericType: false } named || ContainedTypes.OfDictionary(named, known) is null)
        {
            return null;
        }

        if (IsContract(named) || (named.Name == "Dictionary" && Space(named) == "System.Collections.Generic"))
        {
            return (named, new(CollectionKind.Itself));
        }

        var contract = named.AllInterfaces.First(IsContract);
        if (Space(named) == Immutable && named.TypeArguments.Length == 2)
        {
            var factory = named.TypeKind == TypeKind.Interface ? "ImmutableDictionary" : named.Name;
            return (contract, new(CollectionKind.CreateRange, $"global::{Immutable}.{factory}"));
        }

        return TakesOne(named, known, IsMapOfEntries) ? (contract, new(CollectionKind.Constructor, TypeNames.Of(named))) : null;

        bool IsContract(INamedTypeSymbol candidate) =>
            candidate.OriginalDefinition.Is(known.Annotations.Dictionary) ||
            candidate.OriginalDefinition.Is(known.Annotations.ReadOnlyDictionary);

        bool IsMapOfEntries(ITypeSymbol taken) =>
            taken is INamedTypeSymbol { TypeArguments.Length: 2 } map &&
            IsContract(map) &&
            map.TypeArguments[0].Is(contract.TypeArguments[0]) &&
            map.TypeArguments[1].Is(contract.TypeArguments[1]);
    }

    /// <summary>Returns the type as a type argument, with its question mark.</summary>
    public static string Written(ITypeSymbol type, NullableAnnotation annotation) =>
        TypeNames.Of(type) + (type.IsReferenceType && annotation == NullableAnnotation.Annotated ? "?" : string.Empty);

    private static bool TakesOne(INamedTypeSymbol type, KnownTypes known, Func<ITypeSymbol, bool> isIt) =>
        type is { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false } &&
        type.InstanceConstructors.Any(constructor =>
            constructor.Parameters.Length == 1 && known.IsAccessible(constructor) && isIt(constructor.Parameters[0].Type));

    private static string Space(INamedTypeSymbol type) => type.ContainingNamespace?.ToDisplayString() ?? string.Empty;
}
