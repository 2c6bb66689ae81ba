using Graceful.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Reads <c>[FromKeyedServices(key)]</c>.</summary>
internal static class KeyedService
{
    /// <summary>Returns the key that the attribute of a parameter sets; null for none.</summary>
    public static ConstantModel? KeyOf(ISymbol symbol, KnownTypes known) => KeyOf(symbol.AppliedAttributes(), known);

    public static ConstantModel? KeyOf(IEnumerable<AttributeData> attributes, KnownTypes known) =>
        attributes.FirstOrDefault(attribute => attribute.AttributeClass?.DerivesFrom(known.FromKeyedServices) == true) is not { } keyed
            ? null
        : IsDerived(keyed, known) ? Evaluated(keyed, known) is string text ? ConstantParser.Primitive(text) : null
        : keyed.ConstructorArguments.Length == 1 ? ConstantParser.Parse(keyed.ConstructorArguments[0])
        : null;

    /// <summary>True for an attribute of a derived class whose key is not a text that is known at build time.</summary>
    public static bool IsUnknown(AttributeData attribute, KnownTypes known) =>
        IsDerived(attribute, known) && Evaluated(attribute, known) is not string;

    private static bool IsDerived(AttributeData attribute, KnownTypes known) =>
        attribute.AttributeClass is { } type && !type.Is(known.FromKeyedServices) && type.DerivesFrom(known.FromKeyedServices);

    private static object? Evaluated(AttributeData attribute, KnownTypes known) =>
        AttributeEvaluation.Of(attribute, known).Property("Key").Value;
}
