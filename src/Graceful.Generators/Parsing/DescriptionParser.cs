using Graceful.Generators.Collections;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Graceful.Generators.RouteTree;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Parses the description of an action and its parameters for OpenAPI and the API explorer.</summary>
internal static class DescriptionParser
{
    public static DescriptionModel Parse(IMethodSymbol method, INamedTypeSymbol controller, KnownTypes known)
    {
        var (sent, annotation) = Sent(method, known);
        return new DescriptionModel(
            TypeNames.Of(controller),
            RouteTemplate.NameOfController(controller.Name),
            method.Name,
            sent is null ? "void" : TypeNames.Of(sent),
            sent is null ? EquatableArray<string>.Empty : Results(sent, known).Distinct(StringComparer.Ordinal).ToEquatableArray())
        {
            ResultMayBeNull = sent is { IsReferenceType: true } && annotation == NullableAnnotation.Annotated,
        };
    }

    public static ParameterModel Parameter(BindingTarget target, KnownTypes known) => new(
        target.Name,
        TypeNames.Of(target.DeclaredType),
        MetadataParser.OfParameter(target.Attributes, known).ToEquatableArray())
    {
        MayBeNull = target.IsMarkedNullable && target.DeclaredType.IsReferenceType,
        IsDescribedAsText = !HasOwnSchema(target.Type) &&
            !target.Attributes.Any(attribute => attribute.AttributeClass is { } type && MetadataParser.IsSource(type, known)),
        TypeDescribesParameter = IsProvider(target.DeclaredType, known.Binding.EndpointParameterMetadataProvider),
        TypeDescribesEndpoint = IsProvider(target.DeclaredType, known.Binding.EndpointMetadataProvider),
    };

    private static bool HasOwnSchema(ITypeSymbol type) => type.TypeKind == TypeKind.Enum || SchemaTypes.Contains(TypeNames.Of(type));

    /// <summary>Returns the type of the result, without its task; null for none.</summary>
    private static (ITypeSymbol? Type, NullableAnnotation Annotation) Sent(IMethodSymbol method, KnownTypes known) =>
        method.ReturnType switch
    {
        { SpecialType: SpecialType.System_Void } => (null, default),
        var type when type.Is(known.Task) || type.Is(known.ValueTask) => (null, default),
        INamedTypeSymbol { TypeArguments.Length: 1, OriginalDefinition: var task } result
            when task.Is(known.TaskOf) || task.Is(known.ValueTaskOf) =>
            (result.TypeArguments[0], result.TypeArgumentNullableAnnotations[0]),
        var type => (type, method.ReturnNullableAnnotation),
    };

    /// <summary>
    /// Returns the result types that describe their own responses. Those of <c>Results&lt;...&gt;</c> are listed one by one, since
    /// that type calls them by reflection.
    /// </summary>
    private static IEnumerable<string> Results(ITypeSymbol type, KnownTypes known)
    {
        if (type is INamedTypeSymbol { Name: "Results", TypeArguments.Length: > 0 } union &&
            union.ContainingNamespace is { Name: "HttpResults", ContainingNamespace.Name: "Http" })
        {
            return union.TypeArguments.SelectMany(one => Results(one, known));
        }

        return IsProvider(type, known.Binding.EndpointMetadataProvider) ? [TypeNames.Of(type)] : [];
    }

    /// <summary>True for a type that implements the contract. An interface has no body of the static method to call.</summary>
    private static bool IsProvider(ITypeSymbol type, INamedTypeSymbol? contract) =>
        contract is not null && type.TypeKind is TypeKind.Class or TypeKind.Struct && type.Implements(contract);
}
