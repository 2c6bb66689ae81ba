using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Graceful.CodeFixes;

/// <summary>Takes away an attribute that does nothing: a route that is there twice (GR0040), [Authorize] or what undoes it (GR0036).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RemoveAttributeFix() : CodeFix("GR0036", "GR0040")
{
    private protected override void Register(Fault fault)
    {
        if (fault.Attribute is not { } attribute)
        {
            return;
        }

        if (fault.Diagnostic.Id == "GR0036" && Undoing(fault, attribute) is { } undoing)
        {
            fault.Offer($"Remove [{undoing}], so that [{attribute}] counts", "RemoveUndoing", () => Attributes.Without(fault.Root, undoing));
        }

        fault.Offer($"Remove [{attribute}], which has no effect", "Remove", () => Attributes.Without(fault.Root, attribute));
    }

    /// <summary>Only on the same declaration: further out, it is there for other actions too.</summary>
    private static AttributeSyntax? Undoing(Fault fault, AttributeSyntax attribute)
    {
        var declaration = attribute.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        var other = fault.Diagnostic.AdditionalLocations.FirstOrDefault(location => location.SourceTree == fault.Root.SyntaxTree);
        var found = other is null ? null : fault.Root.FindNode(other.SourceSpan).FirstAncestorOrSelf<AttributeSyntax>();
        return found?.FirstAncestorOrSelf<MemberDeclarationSyntax>() == declaration ? found : null;
    }
}
