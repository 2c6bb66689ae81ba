using Graceful.Generators.RouteTree;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>The attributes that make a method an action: [Action], and the verbs such as [Get].</summary>
internal static class ActionAttributes
{
    // A lookup by name: the attributes of every action are checked several times at each keystroke.
    private static readonly Dictionary<string, RouteVerbs> Verbs = Enum.GetValues(typeof(RouteVerbs)).Cast<RouteVerbs>()
        .ToDictionary(verb => verb + nameof(Attribute), StringComparer.Ordinal);

    /// <summary>Returns the action attributes of the method, or of the nearest overridden method that has some.</summary>
    public static IReadOnlyList<AttributeData> Of(IMethodSymbol method, KnownTypes known)
    {
        foreach (var current in method.SelfAndOverridden())
        {
            var found = current.GetAttributes().Where(attribute => IsOne(attribute.AttributeClass, known)).ToArray();
            if (found.Length > 0)
            {
                return found;
            }
        }

        return [];
    }

    public static bool IsOne(INamedTypeSymbol? attribute, KnownTypes known) =>
        attribute.Is(known.Action) || VerbOf(attribute, known) is not null;

    /// <summary>Returns the verb that the attribute is named after.</summary>
    public static RouteVerbs? VerbOf(INamedTypeSymbol? attribute, KnownTypes known) =>
        attribute is not null && attribute.BaseType.Is(known.Verb) && Verbs.TryGetValue(attribute.Name, out var verb) ? verb : null;
}
