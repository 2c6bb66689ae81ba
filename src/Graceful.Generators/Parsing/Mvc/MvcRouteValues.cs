using Graceful.Generators.Collections;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Graceful.Generators.Parsing;

/// <summary>Finds the anonymous objects in a controller: <c>CreatedAtAction(nameof(Show), new { id })</c>.</summary>
internal static class MvcRouteValues
{
    /// <returns>The members of each type, in order: <c>id = default(int)</c>.</returns>
    public static EquatableArray<string> Of(INamedTypeSymbol controller, KnownTypes known, CancellationToken cancellationToken) =>
        controller.SelfAndBases()
            .SelectMany(type => type.DeclaringSyntaxReferences)
            .SelectMany(reference => Found(reference.GetSyntax(cancellationToken), known, cancellationToken))
            .Distinct(StringComparer.Ordinal)
            .ToEquatableArray();

    private static IEnumerable<string> Found(SyntaxNode declaration, KnownTypes known, CancellationToken cancellationToken)
    {
        SemanticModel? model = null;
        foreach (var creation in declaration.DescendantNodes().OfType<AnonymousObjectCreationExpressionSyntax>())
        {
            model ??= known.Compilation.GetSemanticModel(declaration.SyntaxTree);
            if (model.GetTypeInfo(creation, cancellationToken).Type is INamedTypeSymbol { IsAnonymousType: true } type &&
                Members(type, known) is { Length: > 0 } members)
            {
                yield return members;
            }
        }
    }

    /// <summary>Returns an empty text for members of types that generated code cannot name.</summary>
    private static string Members(INamedTypeSymbol type, KnownTypes known)
    {
        var properties = type.GetMembers().OfType<IPropertySymbol>().ToArray();
        return properties.All(property => IsNamed(property.Type, known))
            ? string.Join(", ", properties.Select(property =>
                $"{Identifiers.Escape(property.Name)} = default({TypeNames.Of(property.Type)})"))
            : string.Empty;
    }

    private static bool IsNamed(ITypeSymbol type, KnownTypes known) =>
        type is INamedTypeSymbol { IsAnonymousType: false, TypeKind: not TypeKind.Error } named &&
        known.IsAccessible(named) && named.TypeArguments.All(argument => IsNamed(argument, known));
}
