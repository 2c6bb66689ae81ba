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
            context.Enclosing<TypeDeclarationSyntax>() is { } type and (ClassDeclarationSyntax or RecordDeclarationSyntax))
        {
            context.Offer($"Mark {type.Identifier.Text} with [Controller]", "AddController", () => context.Root.ReplaceNode(
                type,
                type.WithAttribute(SyntaxFactory.Attribute(Attributes.Name(context.Model, type.SpanStart, "Controller")))));
        }
    }
}
