using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Graceful.Generators.Analyzers.Programs;

/// <summary>
/// What a file declares that others may mean, read from its syntax alone. Once for each file: as long as a file is not edited,
/// its tree is the same object in each compilation of a program.
/// </summary>
internal sealed class FileDeclarations
{
    private static readonly ConditionalWeakTable<SyntaxTree, FileDeclarations> Files = new();
    private static readonly ConditionalWeakTable<SyntaxTree, HashSet<string>> Words = new();

    private FileDeclarations(DeclarationWalker found)
    {
        (Declarations, Namespaces, Types, GlobalAliases) = (found.Declarations, found.Namespaces, found.Types, found.GlobalAliases);
    }

    public IReadOnlyList<Declaration> Declarations { get; }

    public IReadOnlyCollection<string> Namespaces { get; }

    public IReadOnlyList<AttributedType> Types { get; }

    public IReadOnlyList<string> GlobalAliases { get; }

    public static FileDeclarations Of(SyntaxTree tree) => Files.GetValue(tree, static one =>
    {
        var walker = new DeclarationWalker();
        walker.Visit(one.GetRoot());
        return new FileDeclarations(walker);
    });

    /// <summary>Every name that is written in the file, wherever.</summary>
    public static HashSet<string> WordsOf(SyntaxTree tree) => Words.GetValue(tree, static one => WordsIn(one.GetRoot()));

    public static HashSet<string> WordsIn(SyntaxNode node) => new(
        node.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText), StringComparer.Ordinal);
}
