using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Graceful.Generators.Analyzers.Programs;

/// <summary>
/// The declarations of a file that other files can refer to, read from syntax alone and cached per syntax tree: an unedited file keeps
/// its tree from one compilation to the next.
/// </summary>
internal sealed class FileDeclarations
{
    private static readonly ConditionalWeakTable<SyntaxTree, FileDeclarations> Files = new();
    private static readonly ConditionalWeakTable<SyntaxTree, HashSet<string>> Words = new();

    private FileDeclarations(DeclarationWalker found)
    {
        (Declarations, Namespaces, Types, GlobalAliases) = (found.Declarations, found.Namespaces, found.Types, found.GlobalAliases);
        MvcTypes = found.MvcTypes;
        AssemblyAttributes = found.AssemblyAttributes;
    }

    public IReadOnlyList<Declaration> Declarations { get; }

    public IReadOnlyCollection<string> Namespaces { get; }

    public IReadOnlyList<AttributedType> Types { get; }

    /// <summary>The classes that may be controllers of MVC, which need no attribute.</summary>
    public IReadOnlyList<AttributedType> MvcTypes { get; }

    public IReadOnlyList<string> GlobalAliases { get; }

    /// <summary>The simple names of the file's assembly attributes; for an alias, the name of [ExcludeControllers].</summary>
    public IReadOnlyCollection<string> AssemblyAttributes { get; }

    public static FileDeclarations Of(SyntaxTree tree) => Files.GetValue(tree, static one =>
    {
        var walker = new DeclarationWalker();
        walker.Visit(one.GetRoot());
        return new FileDeclarations(walker);
    });

    /// <summary>Returns every identifier in the file.</summary>
    public static HashSet<string> WordsOf(SyntaxTree tree) => Words.GetValue(tree, static one => WordsIn(one.GetRoot()));

    public static HashSet<string> WordsIn(SyntaxNode node) => new(
        node.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText),
        StringComparer.Ordinal);
}
