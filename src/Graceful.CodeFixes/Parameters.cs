using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Graceful.CodeFixes;

/// <summary>Adds parameters to methods.</summary>
internal static class Parameters
{
    public static ParameterSyntax Parse(string text) => SyntaxFactory.ParseParameterList($"({text})").Parameters[0];

    /// <summary>Adds a parameter at the end, with a default value when another parameter has one.</summary>
    public static MethodDeclarationSyntax Add(MethodDeclarationSyntax method, ParameterSyntax parameter)
    {
        var list = method.ParameterList;
        var added = list.Parameters.Any(other => other.Default is not null)
            ? parameter.WithDefault(SyntaxFactory
                .EqualsValueClause(SyntaxFactory.LiteralExpression(SyntaxKind.DefaultLiteralExpression))
                .NormalizeWhitespace()
                .WithLeadingTrivia(SyntaxFactory.Space))
            : parameter;
        return method.WithParameterList(Insert(list, list.Parameters.Count, added));
    }

    /// <summary>Inserts a parameter at an index.</summary>
    public static ParameterListSyntax Insert(ParameterListSyntax list, int index, ParameterSyntax parameter)
    {
        // A new comma is followed by a space even where the existing ones are not.
        var parameters = list.Parameters.Insert(index, parameter);
        var commas = Enumerable.Range(0, parameters.Count - 1).Select(i =>
            i < parameters.SeparatorCount && parameters.GetSeparator(i).TrailingTrivia.Count > 0
                ? parameters.GetSeparator(i)
                : SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space));
        return list.WithParameters(SyntaxFactory.SeparatedList(parameters, commas));
    }

    /// <summary>Returns the simple name where it resolves to the type, the full name otherwise.</summary>
    public static string TypeName(SemanticModel model, int position, string space, string name) =>
        model.LookupNamespacesAndTypes(position, name: name) is { Length: 1 } found &&
        found[0].ContainingNamespace.ToDisplayString() == space
            ? name
            : $"{space}.{name}";
}
