using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Graceful.Generators.Analyzers.Checks;

internal static class AttributeDataExtensions
{
    /// <summary>Returns the location of the attribute; null for one in a referenced library.</summary>
    public static Location? GetLocation(this AttributeData attribute) =>
        (attribute.ApplicationSyntaxReference?.GetSyntax() as AttributeSyntax)?.GetLocation();

    /// <summary>Returns the name of the attribute without the suffix "Attribute".</summary>
    public static string DisplayName(this AttributeData attribute)
    {
        var name = attribute.AttributeClass!.Name;
        return name.Length > nameof(Attribute).Length && name.EndsWith(nameof(Attribute), StringComparison.Ordinal)
            ? name.Substring(0, name.Length - nameof(Attribute).Length)
            : name;
    }
}
