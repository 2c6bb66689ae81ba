using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers.Programs;

/// <summary>The files that decide what is read of a class.</summary>
/// <param name="Files">The files.</param>
internal sealed record SourceDependencies(IReadOnlyList<SyntaxTree> Files)
{
    /// <summary>Whether the name is written in one of them.</summary>
    public bool Mention(string name) => name == Declaration.Everywhere || Files.Any(file => FileDeclarations.WordsOf(file).Contains(name));

    /// <summary>Of the routes of a class: its own files, and those of what it is in and what it derives from.</summary>
    public static SourceDependencies OfRoutes(INamedTypeSymbol type)
    {
        var files = new HashSet<SyntaxTree>();
        for (var current = type; current is not null; current = current.BaseType)
        {
            for (var outer = current.OriginalDefinition; outer is not null; outer = outer.ContainingType)
            {
                files.UnionWith(outer.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree));
            }
        }

        return new SourceDependencies([.. files]);
    }

    /// <summary>Of everything about a class: also the files of the types that it takes, and of what these hold.</summary>
    public static SourceDependencies OfAll(INamedTypeSymbol controller) => new([.. ReachableTypes.Files(controller)]);
}
