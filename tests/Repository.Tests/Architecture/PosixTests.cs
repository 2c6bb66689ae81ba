using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RepositoryTests.Architecture;

/// <summary>
/// Every call of the C library is in <c>Posix/</c>, and so is every pointer. Other folders use the constants of the library alone: the
/// numbers of errors, signals and options.
/// </summary>
public sealed class PosixTests
{
    private const string Library = "Tmds.LibC";

    private static readonly SourceCompilation Sources = SourceCompilation.Of("src/Graceful.Runtime");

    [Fact]
    public void Native_code_is_called_in_Posix_alone() => Report.Empty(Violations(folder => folder != "Posix"));

    /// <summary>Without the reference to the library, none would be found.</summary>
    [Fact]
    public void The_calls_in_Posix_are_found() => Assert.Contains(
        Violations(folder => folder == "Posix"), violation => violation.EndsWith("call of close(2)", StringComparison.Ordinal));

    private static IEnumerable<string> Violations(Func<string, bool> isChecked) =>
        from tree in Sources.Trees
        where isChecked(Sources.FolderOf(tree.FilePath))
        let model = Sources.ModelOf(tree)
        from node in tree.GetRoot().DescendantNodes()
        from violation in Violations(node, model)
        select $"{Sources.PlaceOf(node)}: {violation}";

    private static IEnumerable<string> Violations(SyntaxNode node, SemanticModel model)
    {
        if (node is MemberDeclarationSyntax member && member.Modifiers.Any(SyntaxKind.UnsafeKeyword) || node is UnsafeStatementSyntax)
        {
            yield return "unsafe code";
        }

        if (node is AttributeSyntax { Name: IdentifierNameSyntax { Identifier.Text: "LibraryImport" or "DllImport" } })
        {
            yield return "P/Invoke";
        }

        if (node is SimpleNameSyntax && model.GetSymbolInfo(node).Symbol is { ContainingAssembly.Name: Library } used)
        {
            if (used is IMethodSymbol)
            {
                yield return $"call of {used.Name}(2)";
            }
            else if (used is ITypeSymbol and not { Name: "LibC" })
            {
                yield return $"the struct {used.Name}";
            }
        }
    }
}
