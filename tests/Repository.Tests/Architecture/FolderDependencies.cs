using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Runtime.Tests.Processes.Servers;

namespace RepositoryTests.Architecture;

/// <summary>Computes the dependencies between the top folders of a project from its sources.</summary>
internal static class FolderDependencies
{
    /// <summary>The namespaces that the SDK imports and the sources rely on.</summary>
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly ConcurrentDictionary<string, SortedDictionary<Arrow, string>> ByProject = new();

    /// <summary>Returns each dependency once, with one place in the sources that causes it.</summary>
    /// <param name="project">The project's folder, relative to the repository's root.</param>
    public static SortedDictionary<Arrow, string> Of(string project) => ByProject.GetOrAdd(project, Compute);

    private static SortedDictionary<Arrow, string> Compute(string project)
    {
        var root = Path.Combine(Repository.Root, project);
        var trees = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(file => FolderOf(root, file) is not ("bin" or "obj"))
            .Order(StringComparer.Ordinal)
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), path: file))
            .ToList();
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("Graceful.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));

        // Partial methods that a generator implements have no body here. Every name still binds, and names are all that is read.
        var compilation = CSharpCompilation.Create(
            "Dependencies",
            [.. trees, CSharpSyntaxTree.ParseText(ImplicitUsings)],
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));

        var arrows = new SortedDictionary<Arrow, string>();
        foreach (var tree in trees)
        {
            var from = FolderOf(root, tree.FilePath);
            var model = compilation.GetSemanticModel(tree);
            foreach (var node in tree.GetRoot().DescendantNodes())
            {
                foreach (var symbol in SymbolsUsedBy(node, model))
                {
                    foreach (var declaration in symbol.OriginalDefinition.DeclaringSyntaxReferences)
                    {
                        var to = FolderOf(root, declaration.SyntaxTree.FilePath);
                        if (to != from && symbol is not INamespaceSymbol)
                        {
                            var line = node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
                            arrows.TryAdd(new(from, to), $"{Path.GetRelativePath(root, tree.FilePath)}:{line}, {symbol.ToDisplayString()}");
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

    /// <summary>Returns the first folder below the project, or "." for a file beside the project file.</summary>
    private static string FolderOf(string root, string file)
        => Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar) is { Length: > 1 } parts ? parts[0] : ".";
}
