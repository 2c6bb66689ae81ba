using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers.Programs;

/// <summary>
/// What was read of classes, kept from one compilation of a program to the next: as long as none of the files that it was read
/// from has been edited, and no name in them means something else.
/// </summary>
/// <remarks>What is kept must hold nothing of a compilation: no symbol, and no attribute. It goes when the file of the class does.</remarks>
internal sealed class KeptReadings<T>
    where T : class
{
    private readonly ConditionalWeakTable<SyntaxTree, ConcurrentDictionary<int, Kept>> _files = new();

    /// <param name="file">The file that the class is in.</param>
    /// <param name="position">Where it is.</param>
    /// <param name="program">The program now.</param>
    /// <returns>Null when it has to be read again.</returns>
    public T? Find(SyntaxTree file, int position, AnalyzedProgram program)
    {
        if (!_files.TryGetValue(file, out var classes) || !classes.TryGetValue(position, out var kept) || !kept.IsOf(program))
        {
            return null;
        }

        classes[position] = kept with { Since = program.Declarations };
        return kept.Reading;
    }

    /// <param name="file">The file that the class is in.</param>
    /// <param name="position">Where it is.</param>
    /// <param name="program">The program now.</param>
    /// <param name="reading">What was read.</param>
    /// <param name="sources">What it was read from.</param>
    public void Keep(SyntaxTree file, int position, AnalyzedProgram program, T reading, SourceDependencies sources) =>
        _files.GetOrCreateValue(file)[position] = new Kept(reading, sources, program.Declarations);

    private sealed record Kept(T Reading, SourceDependencies Sources, ProgramDeclarations Since)
    {
        public bool IsOf(AnalyzedProgram program) =>
            Sources.Files.All(program.Compilation.ContainsSyntaxTree) && !program.Declarations.ChangedSince(Since).Any(Sources.Mention);
    }
}
