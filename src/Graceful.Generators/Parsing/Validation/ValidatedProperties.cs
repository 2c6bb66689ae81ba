using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>The properties of a type that validation sees, with their attributes.</summary>
internal static class ValidatedProperties
{
    /// <summary>Those of the type and of its bases, without those that are overridden or hidden; of an interface, also those that it inherits.</summary>
    public static IEnumerable<IPropertySymbol> Of(INamedTypeSymbol type)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return Levels(type)
            .SelectMany(level => level.GetMembers().OfType<IPropertySymbol>())
            .Where(property => property is { IsStatic: false, IsIndexer: false, ExplicitInterfaceImplementations.IsEmpty: true } && seen.Add(property.Name));
    }

    /// <summary>
    /// The attributes of a property, of those that it overrides, and of the parameter of a record, or of the only constructor,
    /// from which it gets its value: there they are written without <c>property:</c>.
    /// </summary>
    public static IReadOnlyList<AttributeData> Attributes(IPropertySymbol property)
    {
        var found = new List<AttributeData>();
        for (var current = property; current is not null; current = current.OverriddenProperty)
        {
            Add(found, current.GetAttributes());
        }

        if (Parameter(property) is { } parameter)
        {
            Add(found, parameter.GetAttributes());
        }

        return found;
    }

    /// <summary>An attribute that is there already, and may be there only once, has been written anew.</summary>
    private static void Add(List<AttributeData> found, IEnumerable<AttributeData> attributes)
    {
        var before = found.Select(attribute => attribute.AttributeClass).ToArray();
        found.AddRange(attributes.Where(attribute =>
            attribute.AttributeClass is { TypeKind: not TypeKind.Error } type && (!before.Any(type.Is) || MetadataParser.Usage(type).Multiple)));
    }

    private static IParameterSymbol? Parameter(IPropertySymbol property)
    {
        var type = property.ContainingType;
        var constructors = type.InstanceConstructors
            .Where(constructor => constructor.DeclaredAccessibility == Accessibility.Public && constructor.Parameters.Length > 0 && !constructor.Parameters[0].Type.Is(type))
            .ToArray();
        return constructors.Length == 1 || type.IsRecord
            ? constructors.SelectMany(constructor => constructor.Parameters).FirstOrDefault(parameter =>
                string.Equals(parameter.Name, property.Name, StringComparison.OrdinalIgnoreCase) && parameter.Type.Is(property.Type))
            : null;
    }

    private static IEnumerable<INamedTypeSymbol> Levels(INamedTypeSymbol type)
    {
        for (var current = type; current is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) }; current = current.BaseType)
        {
            yield return current;
        }

        if (type.TypeKind == TypeKind.Interface)
        {
            foreach (var contract in type.AllInterfaces)
            {
                yield return contract;
            }
        }
    }
}
