using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Graceful.Generators.Analyzers.Advice;

internal static class AttributePlaces
{
    /// <summary>Where the attribute is written; null when that is in a referenced library.</summary>
    public static Location? Place(this AttributeData attribute) => (attribute.ApplicationSyntaxReference?.GetSyntax() as AttributeSyntax)?.GetLocation();

    /// <summary>What a developer writes between the brackets.</summary>
    public static string Written(this AttributeData attribute)
    {
        var name = attribute.AttributeClass!.Name;
        return name.Length > nameof(Attribute).Length && name.EndsWith(nameof(Attribute), StringComparison.Ordinal)
            ? name.Substring(0, name.Length - nameof(Attribute).Length)
            : name;
    }
}
