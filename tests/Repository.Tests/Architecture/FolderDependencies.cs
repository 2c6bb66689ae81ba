using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RepositoryTests.Architecture;

/// <summary>Computes the dependencies between the top folders of a project from its sources.</summary>
internal static class FolderDependencies
{
    private static readonly ConcurrentDictionary<string, SortedDictionary<Arrow, string>> ByProject = new();

    /// <summary>Returns each dependency once, with one place in the sources that causes it.</summary>
    /// <param name="project">The project's folder, relative to the repository's root.</param>
    public static SortedDictionary<Arrow, string> Of(string project) => ByProject.GetOrAdd(project, Compute);

    private static SortedDictionary<Arrow, string> Compute(string project)
    {
        var sources = SourceCompilation.Of(project);
        var arrows = new SortedDictionary<Arrow, string>();
        foreach (var tree in sources.Trees)
        {
            var from = sources.FolderOf(tree.FilePath);
            var model = sources.ModelOf(tree);
            foreach (var node in tree.GetRoot().DescendantNodes())
            {
                foreach (var symbol in SymbolsUsedBy(node, model).Where(symbol => symbol is not INamespaceSymbol))
                {
                    foreach (var declaration in symbol.OriginalDefinition.DeclaringSyntaxReferences)
                    {
                        var to = sources.FolderOf(declaration.SyntaxTree.FilePath);
                        if (to != from)
                        {
                            arrows.TryAdd(new(from, to), $"{sources.PlaceOf(node)}, {symbol.ToDisplayString()}");
                        }
                    }
                }
            }
        }

        return arrows;
    }

    private static IEnumerable<ISymbol> SymbolsUsedBy(SyntaxNode node, SemanticModel model)
    {
        switch (node)
        {
            case SimpleNameSyntax name:
                // `var` and an alias name a type as well.
                if (model.GetSymbolInfo(name) is { Symbol: { } named })
                {
                    yield return named;
                }

                break;
            case BaseObjectCreationExpressionSyntax or CollectionExpressionSyntax
                when model.GetTypeInfo((ExpressionSyntax)node).Type is { } created:
                yield return created;
                break;
        }
    }
}
