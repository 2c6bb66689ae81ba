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
    private protected override void Register(Fault fault)
    {
        if (fault.Enclosing<TypeDeclarationSyntax>() is { } type and (ClassDeclarationSyntax or RecordDeclarationSyntax))
        {
            fault.Offer($"Mark {type.Identifier.Text} with [Controller]", "AddController", () => fault.Root.ReplaceNode(
                type,
                type.WithAttribute(SyntaxFactory.Attribute(Attributes.Name(fault.Model, type.SpanStart, "Controller")))));
        }
    }
}
