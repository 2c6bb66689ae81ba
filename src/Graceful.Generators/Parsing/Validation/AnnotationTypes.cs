using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>The types that validation compares with, looked up once for each compilation.</summary>
internal sealed class AnnotationTypes(Compilation compilation)
{
    private const string Annotations = "System.ComponentModel.DataAnnotations.";

    public INamedTypeSymbol? Base { get; } = compilation.GetTypeByMetadataName(Annotations + "ValidationAttribute");

    public INamedTypeSymbol? Required { get; } = compilation.GetTypeByMetadataName(Annotations + "RequiredAttribute");

    public INamedTypeSymbol? Display { get; } = compilation.GetTypeByMetadataName(Annotations + "DisplayAttribute");

    public INamedTypeSymbol? Validatable { get; } = compilation.GetTypeByMetadataName(Annotations + "IValidatableObject");

    public INamedTypeSymbol? JsonPropertyName { get; } = compilation.GetTypeByMetadataName("System.Text.Json.Serialization.JsonPropertyNameAttribute");

    public INamedTypeSymbol? JsonIgnore { get; } = compilation.GetTypeByMetadataName("System.Text.Json.Serialization.JsonIgnoreAttribute");

    public INamedTypeSymbol? JsonDerivedType { get; } = compilation.GetTypeByMetadataName("System.Text.Json.Serialization.JsonDerivedTypeAttribute");

    public INamedTypeSymbol? Uri { get; } = compilation.GetTypeByMetadataName("System.Uri");

    public INamedTypeSymbol? Convertible { get; } = compilation.GetTypeByMetadataName("System.IConvertible");

    public INamedTypeSymbol? Comparable { get; } = compilation.GetTypeByMetadataName("System.IComparable`1");

    public INamedTypeSymbol? Dictionary { get; } = compilation.GetTypeByMetadataName("System.Collections.Generic.IDictionary`2");

    public INamedTypeSymbol? ReadOnlyDictionary { get; } = compilation.GetTypeByMetadataName("System.Collections.Generic.IReadOnlyDictionary`2");

    /// <summary>The simple name of an annotation that .NET itself has, without its suffix; null for one of the app's own.</summary>
    public static string? BuiltIn(INamedTypeSymbol annotation) =>
        annotation.ContainingNamespace is { Name: "DataAnnotations", ContainingNamespace: { Name: "ComponentModel", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } }
            ? Simple(annotation)
            : null;

    public static string Simple(INamedTypeSymbol annotation) =>
        annotation.Name.EndsWith(nameof(Attribute), StringComparison.Ordinal) && annotation.Name.Length > nameof(Attribute).Length
            ? annotation.Name.Substring(0, annotation.Name.Length - nameof(Attribute).Length)
            : annotation.Name;

    /// <summary>
    /// Whether validation passes something by: with [SkipValidation], which .NET 10 has and others may declare, or with MVC's
    /// [ValidateNever].
    /// </summary>
    public static bool IsSkipped(ISymbol symbol)
    {
        for (var current = symbol; current is not null; current = (current as INamedTypeSymbol)?.BaseType)
        {
            if (current.GetAttributes().Any(attribute => attribute.AttributeClass is { } type && IsSkip(type)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSkip(INamedTypeSymbol type) => type.Name switch
    {
        "SkipValidationAttribute" => type.ContainingNamespace.ToDisplayString() == "Microsoft.Extensions.Validation",
        "ValidateNeverAttribute" => type.ContainingNamespace.ToDisplayString() == "Microsoft.AspNetCore.Mvc.ModelBinding.Validation",
        _ => false,
    };
}
