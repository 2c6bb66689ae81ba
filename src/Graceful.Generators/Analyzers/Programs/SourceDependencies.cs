using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers.Programs;

/// <summary>The files that the analysis of a class depends on.</summary>
/// <param name="Files">The files.</param>
internal sealed record SourceDependencies(IReadOnlyList<SyntaxTree> Files)
{
    /// <summary>True when one of the files contains the name.</summary>
    public bool Mention(string name) => name == Declaration.Everywhere || Files.Any(file => FileDeclarations.WordsOf(file).Contains(name));

    /// <summary>Returns the files that the routes of a class depend on: its own and those of its containing and base types.</summary>
    public static SourceDependencies OfRoutes(INamedTypeSymbol type)
    {
        var files = new HashSet<SyntaxTree>();
        foreach (var current in type.SelfAndBases())
        {
            for (var outer = current.OriginalDefinition; outer is not null; outer = outer.ContainingType)
            {
                files.UnionWith(outer.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree));
            }
        }

        return new SourceDependencies([.. files]);
    }

    /// <summary>Returns the files that all diagnostics of a controller depend on, those of its parameter types included.</summary>
    public static SourceDependencies OfAll(INamedTypeSymbol controller) => new([.. ReachableTypes.Files(controller)]);
}
