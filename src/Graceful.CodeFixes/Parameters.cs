using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Graceful.CodeFixes;

/// <summary>Writes parameters.</summary>
internal static class Parameters
{
    public static ParameterSyntax Parse(string text) => SyntaxFactory.ParseParameterList($"({text})").Parameters[0];

    /// <summary>Behind the last one; with a default value when that one has some, since none without may follow.</summary>
    public static MethodDeclarationSyntax Add(MethodDeclarationSyntax method, ParameterSyntax parameter)
    {
        var list = method.ParameterList;
        var added = list.Parameters.Any(other => other.Default is not null)
            ? parameter.WithDefault(SyntaxFactory.EqualsValueClause(SyntaxFactory.LiteralExpression(SyntaxKind.DefaultLiteralExpression)).NormalizeWhitespace().WithLeadingTrivia(SyntaxFactory.Space))
            : parameter;
        return method.WithParameterList(Insert(list, list.Parameters.Count, added));
    }

    /// <summary>In front of what stands at the index; behind the others when it is their number.</summary>
    public static ParameterListSyntax Insert(ParameterListSyntax list, int index, ParameterSyntax parameter)
    {
        // The comma gets its blank, whatever the one who typed the others left out.
        var parameters = list.Parameters.Insert(index, parameter);
        var commas = Enumerable.Range(0, parameters.Count - 1).Select(i =>
            i < parameters.SeparatorCount && parameters.GetSeparator(i).TrailingTrivia.Count > 0
                ? parameters.GetSeparator(i)
                : SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space));
        return list.WithParameters(SyntaxFactory.SeparatedList(parameters, commas));
    }

    /// <summary>The short name where it means that type, the full one otherwise.</summary>
    public static string TypeName(SemanticModel model, int position, string space, string name) =>
        model.LookupNamespacesAndTypes(position, name: name) is { Length: 1 } found && found[0].ContainingNamespace.ToDisplayString() == space
            ? name
            : $"{space}.{name}";
}
