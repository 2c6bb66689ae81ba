using Graceful.Generators.Diagnostics;
using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers.Advice;

/// <summary>Whether an action has the same verb for the same template twice.</summary>
internal static class Repetition
{
    public static void Check(FoundAction action, KnownTypes known, Action<Diagnostic> report)
    {
        var repeated = ActionAttributes.Of(action.Method, known)
            .GroupBy(attribute => (
                attribute.AttributeClass!.Name,
                Template: attribute.ConstructorArguments.FirstOrDefault().Value as string,
                Named: string.Join(";", attribute.NamedArguments.OrderBy(named => named.Key, StringComparer.Ordinal).Select(named => $"{named.Key}={named.Value.Value}"))))
            .SelectMany(same => same.Skip(1));
        foreach (var attribute in repeated)
        {
            if (attribute.Place() is { } place)
            {
                report(Diagnostic.Create(Descriptors.SaidTwice, place, action.Name));
            }
        }
    }
}
