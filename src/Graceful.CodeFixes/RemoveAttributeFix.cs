using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Graceful.CodeFixes;

/// <summary>Removes a duplicate route (GR0040), or either of [Authorize] and [AllowAnonymous] (GR0036).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RemoveAttributeFix() : CodeFix("GR0036", "GR0040")
{
    private protected override void Register(FixContext context)
    {
        if (context.Attribute is not { } attribute)
        {
            return;
        }

        if (context.Diagnostic.Id == "GR0036" && Overriding(context, attribute) is { } overriding)
        {
            context.Offer(
                $"Remove [{overriding}] to require [{attribute}]",
                "RemoveUndoing",
                () => Attributes.Without(context.Root, overriding));
        }

        context.Offer($"Remove [{attribute}]", "Remove", () => Attributes.Without(context.Root, attribute));
    }

    /// <summary>
    /// Returns the overriding attribute on the same declaration. An attribute on an outer declaration affects other actions as well.
    /// </summary>
    private static AttributeSyntax? Overriding(FixContext context, AttributeSyntax attribute)
    {
        var declaration = attribute.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        var other = context.Diagnostic.AdditionalLocations.FirstOrDefault(location => location.SourceTree == context.Root.SyntaxTree);
        var found = other is null ? null : context.Root.FindNode(other.SourceSpan).FirstAncestorOrSelf<AttributeSyntax>();
        return found?.FirstAncestorOrSelf<MemberDeclarationSyntax>() == declaration ? found : null;
    }
}
