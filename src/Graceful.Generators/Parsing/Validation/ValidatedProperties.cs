using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>The validated properties of a type, with their attributes.</summary>
internal static class ValidatedProperties
{
    /// <summary>Returns the properties of the type and its bases or inherited interfaces, without overridden and hidden ones.</summary>
    public static IEnumerable<IPropertySymbol> Of(INamedTypeSymbol type)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return Levels(type)
            .SelectMany(level => level.GetMembers().OfType<IPropertySymbol>())
            .Where(property => property is { IsStatic: false, Parameters.IsEmpty: true, ExplicitInterfaceImplementations.IsEmpty: true } &&
                seen.Add(property.Name));
    }

    /// <summary>
    /// Returns the attributes of a property, of the properties that it overrides, and of the constructor parameter that initializes it: in
    /// a record they are written there without <c>property:</c>. A derived type's parameter may initialize a property of a base type.
    /// </summary>
    public static IReadOnlyList<AttributeData> Attributes(IPropertySymbol property, INamedTypeSymbol? owner = null)
    {
        var found = new List<AttributeData>();
        for (var current = property; current is not null; current = current.OverriddenProperty)
        {
            Add(found, current.AppliedAttributes());
        }

        foreach (var type in (owner ?? property.ContainingType).SelfAndBases())
        {
            if (Parameter(type, property) is { } parameter)
            {
                Add(found, parameter.AppliedAttributes());
            }

            if (type.Is(property.ContainingType))
            {
                break;
            }
        }

        return found;
    }

    /// <summary>Adds attributes, without those that may occur once and have been added from a more derived symbol.</summary>
    private static void Add(List<AttributeData> found, IEnumerable<AttributeData> attributes)
    {
        var before = found.Select(attribute => attribute.AttributeClass).ToArray();
        found.AddRange(attributes.Where(attribute =>
            attribute.AttributeClass is { TypeKind: not TypeKind.Error } type &&
            (!before.Any(type.Is) || MetadataParser.Usage(type).Multiple)));
    }

    /// <summary>
    /// Returns the parameter of the type's constructor that initializes the property, which may be declared in a base type.
    /// </summary>
    public static IParameterSymbol? Parameter(INamedTypeSymbol type, IPropertySymbol property)
    {
        var constructors = type.InstanceConstructors
            .Where(constructor => constructor.DeclaredAccessibility == Accessibility.Public && constructor.Parameters.Length > 0 &&
                !constructor.Parameters[0].Type.Is(type))
            .ToArray();
        return constructors.Length == 1 || type.IsRecord
            ? constructors.SelectMany(constructor => constructor.Parameters).FirstOrDefault(parameter =>
                string.Equals(parameter.Name, property.Name, StringComparison.OrdinalIgnoreCase) && parameter.Type.Is(property.Type))
            : null;
    }

    private static IEnumerable<INamedTypeSymbol> Levels(INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Interface ? type.AllInterfaces.Prepend(type) : type.SelfAndBases();
}
