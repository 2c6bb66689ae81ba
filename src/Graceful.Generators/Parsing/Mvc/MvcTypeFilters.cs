using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Finds the filter that an attribute names: <c>[TypeFilter(typeof(T))]</c>, or a class derived from it.</summary>
internal static class MvcTypeFilters
{
    public static bool IsOne(AttributeData attribute, KnownTypes known) =>
        attribute.AttributeClass is { } type && type.DerivesFrom(known.Mvc.TypeFilter) && !CreatesItself(type, known);

    /// <returns>Null when the type is not known at build time.</returns>
    public static INamedTypeSymbol? FilterOf(AttributeData attribute, KnownTypes known)
    {
        if (attribute.AttributeClass is not { } type)
        {
            return null;
        }

        // Type arguments are in the metadata of every class.
        return Generic(type, known) is { } generic
            ? generic.TypeArguments[0] as INamedTypeSymbol
            : Passed(AttributeEvaluation.Of(attribute, known));
    }

    /// <summary>Returns the filters that the constructors of an attribute name.</summary>
    public static IEnumerable<INamedTypeSymbol> FiltersOf(INamedTypeSymbol type, KnownTypes known) =>
        Generic(type, known) is { } generic
            ? generic.TypeArguments.OfType<INamedTypeSymbol>()
            : type.InstanceConstructors
                .Select(constructor => Passed(AttributeEvaluation.Of(type, constructor, known)))
                .OfType<INamedTypeSymbol>();

    private static INamedTypeSymbol? Passed(AttributeEvaluation attribute) =>
        attribute.Property("ImplementationType").Value as INamedTypeSymbol;

    /// <summary>Returns <c>TypeFilterAttribute&lt;T&gt;</c>, from which the class derives; null for none.</summary>
    private static INamedTypeSymbol? Generic(INamedTypeSymbol type, KnownTypes known) =>
        type.SelfAndBases().FirstOrDefault(one => one.OriginalDefinition.Is(known.Mvc.TypeFilterOf));

    /// <summary>True for a class with a <c>CreateInstance</c> of its own.</summary>
    private static bool CreatesItself(INamedTypeSymbol type, KnownTypes known) => type.SelfAndBases()
        .TakeWhile(one => !one.Is(known.Mvc.TypeFilter))
        .Any(one => one.Interfaces.Any(contract => contract.Name == "IFilterFactory"));
}
