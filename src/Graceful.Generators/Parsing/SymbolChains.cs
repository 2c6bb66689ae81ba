using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>The base classes of a type and the methods that a method overrides, the most derived first.</summary>
internal static class SymbolChains
{
    /// <summary>Returns the type and its base classes, without <c>object</c>.</summary>
    public static IEnumerable<INamedTypeSymbol> SelfAndBases(this INamedTypeSymbol type)
    {
        for (var current = type; current is { SpecialType: not SpecialType.System_Object }; current = current.BaseType)
        {
            yield return current;
        }
    }

    /// <summary>Returns the method and those that it overrides.</summary>
    public static IEnumerable<IMethodSymbol> SelfAndOverridden(this IMethodSymbol method)
    {
        for (var current = method; current is not null; current = current.OverriddenMethod)
        {
            yield return current;
        }
    }

    /// <summary>Returns the method that declares what a method overrides; the method itself when it overrides none.</summary>
    public static IMethodSymbol Root(this IMethodSymbol method) => method.SelfAndOverridden().Last();
}
