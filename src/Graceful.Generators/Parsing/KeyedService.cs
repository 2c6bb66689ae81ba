using Graceful.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Reads <c>[FromKeyedServices(key)]</c>.</summary>
internal static class KeyedService
{
    /// <summary>Returns the key that the attribute of a parameter sets; null for none.</summary>
    public static ConstantModel? KeyOf(ISymbol symbol, KnownTypes known) => KeyOf(symbol.AppliedAttributes(), known);

    public static ConstantModel? KeyOf(IEnumerable<AttributeData> attributes, KnownTypes known) =>
        attributes.FirstOrDefault(attribute => attribute.AttributeClass.Is(known.FromKeyedServices)) is
            { ConstructorArguments.Length: 1 } keyed
            ? ConstantParser.Parse(keyed.ConstructorArguments[0])
            : null;

    /// <summary>True for an attribute of a derived class, whose constructor may make any key of its arguments.</summary>
    public static bool IsDerived(AttributeData attribute, KnownTypes known) =>
        attribute.AttributeClass is { } type && !type.Is(known.FromKeyedServices) && type.DerivesFrom(known.FromKeyedServices);
}
