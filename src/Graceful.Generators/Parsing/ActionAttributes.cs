using Graceful.Generators.RouteTree;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>What makes a method an action: [Action], or one of [Get] and its like.</summary>
internal static class ActionAttributes
{
    /// <summary>By the name of the attribute: every attribute of every action is asked several times, and at every keystroke.</summary>
    private static readonly Dictionary<string, RouteVerbs> Verbs = Enum.GetValues(typeof(RouteVerbs)).Cast<RouteVerbs>()
        .ToDictionary(verb => verb + nameof(Attribute), StringComparer.Ordinal);

    /// <summary>Those of the method, or of the nearest one that it overrides and that has some; empty when it is no action.</summary>
    public static IReadOnlyList<AttributeData> Of(IMethodSymbol method, KnownTypes known)
    {
        for (var current = method; current is not null; current = current.OverriddenMethod)
        {
            var found = current.GetAttributes().Where(attribute => IsOne(attribute.AttributeClass, known)).ToArray();
            if (found.Length > 0)
            {
                return found;
            }
        }

        return [];
    }

    public static bool IsOne(INamedTypeSymbol? attribute, KnownTypes known) => attribute.Is(known.Action) || VerbOf(attribute, known) is not null;

    /// <summary>The verb of an attribute: it is called after it.</summary>
    public static RouteVerbs? VerbOf(INamedTypeSymbol? attribute, KnownTypes known) =>
        attribute is not null && attribute.BaseType.Is(known.Verb) && Verbs.TryGetValue(attribute.Name, out var verb) ? verb : null;
}
