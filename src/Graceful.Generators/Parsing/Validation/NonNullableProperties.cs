using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>The properties that are required because their type is a non-nullable reference, as in MVC.</summary>
internal static class NonNullableProperties
{
    /// <summary>
    /// True for a non-nullable reference that a client can set. Not for computed properties, and parameters of records that have a
    /// default value.
    /// </summary>
    public static bool IsRequired(IPropertySymbol property, INamedTypeSymbol type) =>
        property is { Type.IsReferenceType: true, OriginalDefinition.NullableAnnotation: NullableAnnotation.NotAnnotated } &&
        (property.OriginalDefinition.Type is not ITypeParameterSymbol parameter || IsNotNull(parameter, property, type)) &&
        !(type.IsRecord && ValidatedProperties.Parameter(type, property) is { HasExplicitDefaultValue: true }) &&
        (property.SetMethod is not null || IsParameter(property, type) || IsParameter(property, property.ContainingType));

    /// <summary>
    /// True for the type parameter of a base class whose argument is not nullable in the declaration of the derived class, and for one
    /// that its constraint excludes from being nullable. As in reflection, other type arguments are not known to be one or the other.
    /// </summary>
    private static bool IsNotNull(ITypeParameterSymbol parameter, IPropertySymbol property, INamedTypeSymbol type)
    {
        var declared = type.OriginalDefinition.SelfAndBases()
            .FirstOrDefault(level => level.OriginalDefinition.Is(property.ContainingType.OriginalDefinition));
        var declaring = TypeParameters.Declaring(parameter, declared);
        return declaring?.TypeArguments[parameter.Ordinal] switch
        {
            null => IsNotNull(parameter),
            ITypeParameterSymbol inner => IsNotNull(inner),
            _ => declaring.TypeArgumentNullableAnnotations[parameter.Ordinal] == NullableAnnotation.NotAnnotated,
        };
    }

    private static bool IsNotNull(ITypeParameterSymbol parameter) => parameter.HasNotNullConstraint ||
        parameter is { HasReferenceTypeConstraint: true, ReferenceTypeConstraintNullableAnnotation: NullableAnnotation.NotAnnotated };

    private static bool IsParameter(IPropertySymbol property, INamedTypeSymbol type) => type.InstanceConstructors
        .Where(constructor => constructor.DeclaredAccessibility == Accessibility.Public)
        .SelectMany(constructor => constructor.Parameters)
        .Any(parameter => string.Equals(parameter.Name, property.Name, StringComparison.OrdinalIgnoreCase) &&
            parameter.Type.Is(property.Type));
}
