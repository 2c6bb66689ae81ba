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
}
