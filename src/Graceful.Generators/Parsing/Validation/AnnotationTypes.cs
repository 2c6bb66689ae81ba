using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>The well-known types of validation, resolved once per compilation.</summary>
internal sealed class AnnotationTypes(Compilation compilation)
{
    private const string Annotations = "System.ComponentModel.DataAnnotations.";

    public INamedTypeSymbol? Base { get; } = compilation.GetTypeByMetadataName(Annotations + "ValidationAttribute");

    public INamedTypeSymbol? Required { get; } = compilation.GetTypeByMetadataName(Annotations + "RequiredAttribute");

    public INamedTypeSymbol? Display { get; } = compilation.GetTypeByMetadataName(Annotations + "DisplayAttribute");

    public INamedTypeSymbol? Editable { get; } = compilation.GetTypeByMetadataName(Annotations + "EditableAttribute");

    public INamedTypeSymbol? DisplayFormat { get; } = compilation.GetTypeByMetadataName(Annotations + "DisplayFormatAttribute");

    public INamedTypeSymbol? Validatable { get; } = compilation.GetTypeByMetadataName(Annotations + "IValidatableObject");

    public INamedTypeSymbol? JsonPropertyName { get; } =
        compilation.GetTypeByMetadataName("System.Text.Json.Serialization.JsonPropertyNameAttribute");

    public INamedTypeSymbol? JsonIgnore { get; } = compilation.GetTypeByMetadataName("System.Text.Json.Serialization.JsonIgnoreAttribute");

    public INamedTypeSymbol? JsonDerivedType { get; } =
        compilation.GetTypeByMetadataName("System.Text.Json.Serialization.JsonDerivedTypeAttribute");

    public INamedTypeSymbol? Uri { get; } = compilation.GetTypeByMetadataName("System.Uri");

    public INamedTypeSymbol? Convertible { get; } = compilation.GetTypeByMetadataName("System.IConvertible");

    public INamedTypeSymbol? Comparable { get; } = compilation.GetTypeByMetadataName("System.IComparable`1");

    public INamedTypeSymbol? Dictionary { get; } = compilation.GetTypeByMetadataName("System.Collections.Generic.IDictionary`2");

    public INamedTypeSymbol? ReadOnlyDictionary { get; } =
        compilation.GetTypeByMetadataName("System.Collections.Generic.IReadOnlyDictionary`2");

    /// <summary>Returns the name of an annotation of .NET, without its suffix; null for an annotation of the app.</summary>
    public static string? BuiltIn(INamedTypeSymbol annotation) =>
        annotation.ContainingNamespace is { Name: "DataAnnotations", ContainingNamespace: { Name: "ComponentModel" } space } &&
        space.ContainingNamespace.IsSystem()
            ? AttributeNames.Simple(annotation.Name)
            : null;

    /// <summary>
    /// True for a symbol with [SkipValidation], which .NET 10 has and others may declare, or with MVC's [ValidateNever].
    /// </summary>
    public static bool IsSkipped(ISymbol symbol) => symbol is INamedTypeSymbol type
        ? type.SelfAndBases().Any(current => IsSkipped(current.GetAttributes()))
        : IsSkipped(symbol.GetAttributes());

    public static bool IsSkipped(IEnumerable<AttributeData> attributes) =>
        attributes.Any(attribute => attribute.AttributeClass is { } type && IsSkip(type));

    private static bool IsSkip(INamedTypeSymbol type) => type.Name switch
    {
        "SkipValidationAttribute" => type.ContainingNamespace.ToDisplayString() == "Microsoft.Extensions.Validation",
        "ValidateNeverAttribute" => type.ContainingNamespace.ToDisplayString() == "Microsoft.AspNetCore.Mvc.ModelBinding.Validation",
        _ => false,
    };
}
