using Graceful.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>The types that have several values.</summary>
internal static class ListTypes
{
    /// <summary>Returns the element type of an array, a list, or an interface that arrays implement; null for others.</summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol type, KnownTypes known, out bool isList)
    {
        isList = false;
        switch (type)
        {
            case IArrayTypeSymbol { Rank: 1 } array:
                return array.ElementType;
            case INamedTypeSymbol { TypeArguments.Length: 1 } generic:
                // IList and ICollection get a list: an array cannot grow.
                isList = generic.OriginalDefinition.Is(known.Binding.List) ||
                    generic.OriginalDefinition.SpecialType is SpecialType.System_Collections_Generic_IList_T
                        or SpecialType.System_Collections_Generic_ICollection_T;
                return isList || generic.OriginalDefinition.SpecialType is
                    SpecialType.System_Collections_Generic_IEnumerable_T or
                    SpecialType.System_Collections_Generic_IReadOnlyList_T or
                    SpecialType.System_Collections_Generic_IReadOnlyCollection_T
                        ? generic.TypeArguments[0]
                        : null;
            default:
                return null;
        }
    }

    /// <summary>True for a dictionary of strings by strings, or an interface of one: it has every key of the query.</summary>
    public static bool IsTextDictionary(ITypeSymbol type, KnownTypes known) =>
        type is INamedTypeSymbol { TypeArguments.Length: 2 } named &&
        named.TypeArguments.All(argument => argument.SpecialType == SpecialType.System_String) &&
        CollectionTypes.OfEntries(type, known) is { Collection.Kind: CollectionKind.Itself };

    /// <summary>Returns the shape of a collection that is read from several texts.</summary>
    /// <param name="type">The type of the parameter.</param>
    /// <param name="known">The well-known types.</param>
    /// <param name="element">The type of one value, without its question mark.</param>
    /// <param name="parser">The parser of one text.</param>
    /// <returns>Null when the type is not a collection of values that are parsed from text.</returns>
    public static ValueShape? ShapeOf(ITypeSymbol type, KnownTypes known, out ITypeSymbol? element, out TextParserModel? parser)
    {
        (element, parser) = (null, null);
        if (type.Is(known.Binding.StringValues))
        {
            element = type;
            return ValueShape.StringValues;
        }

        element = ElementOf(type, known, out var isList);
        switch (element)
        {
            case null:
                return null;
            case { SpecialType: SpecialType.System_String }:
                return isList ? ValueShape.TextList : ValueShape.Texts;
            case INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable:
                element = nullable.TypeArguments[0];
                return !TextTypes.IsParsed(element, known, out parser) ? null
                    : isList ? ValueShape.OptionalValueList : ValueShape.OptionalValues;
            default:
                return !TextTypes.IsParsed(element, known, out parser) ? null : isList ? ValueShape.ValueList : ValueShape.Values;
        }
    }
}
