using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Graceful.Generators.Analyzers.Checks;

internal static class AttributeDataExtensions
{
    /// <summary>Returns the location of the attribute; null for one in a referenced library.</summary>
    public static Location? GetLocation(this AttributeData attribute) =>
        (attribute.ApplicationSyntaxReference?.GetSyntax() as AttributeSyntax)?.GetLocation();

    /// <summary>Returns the name of the attribute without the suffix "Attribute".</summary>
    public static string DisplayName(this AttributeData attribute) => AttributeNames.Simple(attribute.AttributeClass!.Name);
}
