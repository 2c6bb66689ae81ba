using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers.Programs;

/// <summary>
/// Caches the analysis of a class from one compilation of a program to the next, as long as none of the files that it depends on has
/// been edited and no name in them has changed its meaning.
/// </summary>
/// <remarks>A cached result must hold no symbol and no attribute data. It is released with the syntax tree of the class.</remarks>
internal sealed class AnalysisCache<T>
    where T : class
{
    private readonly ConditionalWeakTable<SyntaxTree, ConcurrentDictionary<int, Entry>> _files = new();

    /// <param name="file">The file of the class.</param>
    /// <param name="position">The start of its declaration.</param>
    /// <param name="program">The current program.</param>
    /// <returns>The cached result, or null when the class must be analyzed again.</returns>
    public T? Find(SyntaxTree file, int position, AnalyzedProgram program)
    {
        if (!_files.TryGetValue(file, out var classes) || !classes.TryGetValue(position, out var entry) || !entry.IsValidIn(program))
        {
            return null;
        }

        classes[position] = entry with { Since = program.Declarations };
        return entry.Result;
    }

    /// <param name="file">The file of the class.</param>
    /// <param name="position">The start of its declaration.</param>
    /// <param name="program">The current program.</param>
    /// <param name="result">The result of the analysis.</param>
    /// <param name="sources">The files that the result depends on.</param>
    public void Add(SyntaxTree file, int position, AnalyzedProgram program, T result, SourceDependencies sources) =>
        _files.GetOrCreateValue(file)[position] = new Entry(result, sources, program.Declarations);

    private sealed record Entry(T Result, SourceDependencies Sources, ProgramDeclarations Since)
    {
        public bool IsValidIn(AnalyzedProgram program) =>
            Sources.Files.All(program.Compilation.ContainsSyntaxTree) && !program.Declarations.ChangedSince(Since).Any(Sources.Mention);
    }
}
