using Graceful.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Graceful.Generators.Parsing;

/// <summary>Finds the filters of the app that are added by their type: <c>options.Filters.Add&lt;T&gt;()</c>.</summary>
internal static class MvcGlobalFilters
{
    private const string Method = "Add";

    /// <summary>Tested at each keystroke, so it reads syntax alone.</summary>
    public static bool MayBeOne(SyntaxNode node) => node is InvocationExpressionSyntax call && TypeIn(call) is not null;

    /// <summary>Returns the filter that a call adds; null for other calls, and for a filter that generated code cannot create.</summary>
    public static MvcFilterModel? Filter(GeneratorSyntaxContext found, CancellationToken cancellation)
    {
        var known = KnownTypes.Of(found.SemanticModel.Compilation);
        return known.Mvc.IsOptedIn && TypeIn((InvocationExpressionSyntax)found.Node) is { } syntax &&
            found.SemanticModel.GetSymbolInfo(found.Node, cancellation).Symbol is IMethodSymbol method && AddsType(method, known) &&
            found.SemanticModel.GetTypeInfo(syntax, cancellation).Type is INamedTypeSymbol type
                ? MvcFilterParser.Parse(type, known, out _)
                : null;
    }

    /// <summary>True for the overloads that take the type of the filter.</summary>
    public static bool AddsType(IMethodSymbol method, KnownTypes known) =>
        method.Name == Method && method.ContainingType.Is(known.Mvc.FilterCollection) &&
        (method.IsGenericMethod || method.Parameters.FirstOrDefault() is { Type.Name: nameof(Type) });

    /// <summary>Returns the type in a call; null when it is not written in the call.</summary>
    public static TypeSyntax? TypeIn(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax { Name: GenericNameSyntax { Identifier.ValueText: Method } generic } =>
            generic.TypeArgumentList.Arguments.Count == 1 ? generic.TypeArgumentList.Arguments[0] : null,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: Method } =>
            call.ArgumentList.Arguments.FirstOrDefault()?.Expression is TypeOfExpressionSyntax { Type: var type } ? type : null,
        _ => null,
    };
}
