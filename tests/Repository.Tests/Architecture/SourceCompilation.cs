using System.Collections.Concurrent;
using Instruments.Servers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace RepositoryTests.Architecture;

/// <summary>The sources of a project, compiled in memory so that every name in them is bound to its symbol.</summary>
internal sealed class SourceCompilation
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

    private static readonly ConcurrentDictionary<string, SourceCompilation> ByProject = new();

    private readonly string _root;
    private readonly CSharpCompilation _compilation;

    private SourceCompilation(string project)
    {
        _root = Path.Combine(Repository.Root, project);
        Trees = Directory.EnumerateFiles(_root, "*.cs", SearchOption.AllDirectories)
            .Where(file => FolderOf(file) is not ("bin" or "obj"))
            .Order(StringComparer.Ordinal)
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), path: file))
            .ToList();
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("Graceful.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));

        // Partial methods that a generator implements have no body here. Every name still binds, and names are all that is read.
        _compilation = CSharpCompilation.Create(
            "Sources",
            [.. Trees, CSharpSyntaxTree.ParseText(ImplicitUsings)],
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
    }

    public IReadOnlyList<SyntaxTree> Trees { get; }

    /// <param name="project">The project's folder, relative to the repository's root.</param>
    public static SourceCompilation Of(string project) => ByProject.GetOrAdd(project, folder => new SourceCompilation(folder));

    public SemanticModel ModelOf(SyntaxTree tree) => _compilation.GetSemanticModel(tree);

    /// <summary>Returns the first folder below the project, or "." for a file beside the project file.</summary>
    public string FolderOf(string file) =>
        Path.GetRelativePath(_root, file).Split(Path.DirectorySeparatorChar) is { Length: > 1 } parts ? parts[0] : ".";

    /// <summary>Returns the place of a node as <c>file:line</c>, relative to the project.</summary>
    public string PlaceOf(SyntaxNode node) =>
        $"{Path.GetRelativePath(_root, node.SyntaxTree.FilePath)}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";
}
