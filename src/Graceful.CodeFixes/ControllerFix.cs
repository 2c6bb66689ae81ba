using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Graceful.CodeFixes;

/// <summary>Marks the class of an action with [Controller] (GR0003).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ControllerFix() : CodeFix("GR0003")
{
    private protected override void Register(FixContext context)
    {
        if (context.Enclosing<LocalFunctionStatementSyntax>() is null && context.Enclosing<LambdaExpressionSyntax>() is null &&
            context.Enclosing<TypeDeclarationSyntax>() is { } type &&
            (type.IsKind(SyntaxKind.ClassDeclaration) || type.IsKind(SyntaxKind.RecordDeclaration)))
        {
            context.OfferEverywhere($"Mark {type.Identifier.Text} with [Controller]", "AddController", cancellation =>
                MarkAsync(context, type, cancellation));
        }
    }

    /// <summary>
    /// Marks the first part of a partial class: "Fix all" changes the parts separately, and each would get the attribute.
    /// </summary>
    private static async Task<Solution> MarkAsync(FixContext context, TypeDeclarationSyntax type, CancellationToken cancellation)
    {
        var solution = context.Document.Project.Solution;
        var part = context.Model.GetDeclaredSymbol(type, cancellation)?.DeclaringSyntaxReferences
            .OrderBy(reference => reference.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(reference => reference.Span.Start)
            .Select(reference => reference.GetSyntax(cancellation)).OfType<TypeDeclarationSyntax>().FirstOrDefault() ?? type;
        var document = solution.GetDocument(part.SyntaxTree) ?? context.Document;
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        var root = await part.SyntaxTree.GetRootAsync(cancellation).ConfigureAwait(false);
        return document.WithSyntaxRoot(root.ReplaceNode(part, part.WithAttribute(
            SyntaxFactory.Attribute(Attributes.Name(model!, part.SpanStart, "Controller"))))).Project.Solution;
    }
}
