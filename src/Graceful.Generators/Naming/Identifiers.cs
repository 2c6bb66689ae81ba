using Microsoft.CodeAnalysis.CSharp;

namespace Graceful.Generators.Naming;

/// <summary>Identifiers of C#.</summary>
internal static class Identifiers
{
    /// <summary>Returns the name as source code spells it: with <c>@</c> when it is a keyword.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
            ? "@" + name
            : name;

    /// <summary>False for a name of another language that C# cannot write, such as <c>``first name``</c> of F#.</summary>
    public static bool IsValid(string name) => SyntaxFacts.IsValidIdentifier(name);

    /// <summary>Returns a name of which every character may be in an identifier.</summary>
    public static string Sanitize(string name) => name.Length == 0 || IsValid(name)
        ? name
        : new string([.. name.Select(character => SyntaxFacts.IsIdentifierPartCharacter(character) ? character : '_')]) is var written &&
            SyntaxFacts.IsIdentifierStartCharacter(written[0]) ? written : "_" + written;

    /// <summary>Returns the name with an upper-case first letter, without the <c>@</c> of a keyword.</summary>
    public static string Pascal(string name) => WithFirst(name.TrimStart('@'), char.ToUpperInvariant);

    /// <summary>Returns the name with a lower-case first letter, without the <c>@</c> of a keyword.</summary>
    public static string Camel(string name) => WithFirst(name.TrimStart('@'), char.ToLowerInvariant);

    /// <remarks>A member that is being typed has no name.</remarks>
    private static string WithFirst(string name, Func<char, char> convert) =>
        name.Length == 0 ? name : convert(name[0]) + name.Substring(1);
}
