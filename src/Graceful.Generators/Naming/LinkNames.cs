using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Graceful.Generators.Naming;

/// <summary>Converts names of routes and clients to names of C#.</summary>
internal static class LinkNames
{
    /// <summary>The members of object.</summary>
    private static readonly HashSet<string> Inherited = new(StringComparer.Ordinal)
    {
        "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString",
    };

    /// <summary>Returns the words of a name as one: <c>orders-by day</c> as <c>OrdersByDay</c>.</summary>
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

    /// <summary>Returns the name of a parameter, with a lower-case first letter.</summary>
    public static string Parameter(string text) => Of(text) is { } name ? Identifiers.Camel(name) : "value";

    /// <summary>Returns an identifier for a member that hides no member of object.</summary>
    public static string Identifier(string name) => Inherited.Contains(name) ? name + "_" : Identifiers.Escape(name);
}
