using Graceful.Generators.Diagnostics;
using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers.Checks;

/// <summary>Reports a second attribute with the same verb and template on an action.</summary>
internal static class DuplicateAttributeCheck
{
    public static void Check(ParsedAction action, KnownTypes known, Action<Diagnostic> report)
    {
        var repeated = ActionAttributes.Of(action.Method, known)
            .GroupBy(attribute => (
                attribute.AttributeClass!.Name,
                Template: attribute.ConstructorArguments.FirstOrDefault().Value as string,
                Named: string.Join(";", attribute.NamedArguments
                    .OrderBy(named => named.Key, StringComparer.Ordinal)
                    .Select(named => $"{named.Key}={named.Value.Value}"))))
            .SelectMany(same => same.Skip(1));
        foreach (var attribute in repeated)
        {
            if (attribute.GetLocation() is { } location)
            {
                report(Diagnostic.Create(Descriptors.DuplicateRouteAttribute, location, action.Name));
            }
        }
    }
}
