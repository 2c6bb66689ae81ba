using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Graceful.Generators.Naming;

/// <summary>Makes names for C# out of those that routes and clients use.</summary>
internal static class LinkNames
{
    /// <summary>What every object has already.</summary>
    private static readonly HashSet<string> Inherited = new(StringComparer.Ordinal)
    {
        "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString",
    };

    /// <summary>A name of several words as one: <c>orders-by day</c> as <c>OrdersByDay</c>.</summary>
    /// <returns>Null when no letter or digit is left.</returns>
    public static string? Of(string? text)
    {
        var name = new StringBuilder();
        var isStart = true;
        foreach (var c in text ?? string.Empty)
        {
            // C# ignores formatting characters when it compares identifiers.
            if (SyntaxFacts.IsIdentifierPartCharacter(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format)
            {
                name.Append(isStart ? char.ToUpperInvariant(c) : c);
                isStart = false;
            }
            else
            {
                isStart = true;
            }
        }

        return name.Length == 0 ? null : SyntaxFacts.IsIdentifierStartCharacter(name[0]) ? name.ToString() : "_" + name;
    }

    /// <summary>The name of a parameter: its first letter small.</summary>
    public static string Parameter(string text) => Of(text) is { } name ? char.ToLowerInvariant(name[0]) + name.Substring(1) : "value";

    /// <summary>A name that C# accepts for a member, and that hides none.</summary>
    public static string Identifier(string name) => Inherited.Contains(name) ? name + "_" : Identifiers.Escape(name);
}
