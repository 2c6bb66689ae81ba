using System.Collections.Immutable;
using System.Diagnostics;
using Graceful.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Analyzers.Bench;

/// <summary>One analysis of a compilation that has not been queried before.</summary>
/// <param name="Wall">The elapsed time, including the compiler's own work.</param>
/// <param name="Own">The time in which the analyzers ran, on all threads, including the work that they caused in the compiler.</param>
internal sealed record Analysis(TimeSpan Wall, TimeSpan Own)
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> Ours = [new ControllerAnalyzer(), new ControllerUsageAnalyzer(),
        new PipelineAnalyzer(), new LibraryAnalyzer()];
    private static readonly ImmutableArray<DiagnosticAnalyzer> Nothing = [new NothingAnalyzer()];

    /// <summary>Analyzes the whole program, as a build does.</summary>
    public static Task<Analysis> OfProgramAsync(Compilation compilation, bool isOurs) =>
        RunAsync(compilation, isOurs, analysis => analysis.GetAnalyzerDiagnosticsAsync(CancellationToken.None));

    /// <summary>Analyzes the edited file, as an editor does.</summary>
    public static Task<Analysis> OfFileAsync(Compilation compilation, SyntaxTree file, bool isOurs) =>
        RunAsync(compilation, isOurs, analysis => analysis.GetAnalyzerSemanticDiagnosticsAsync(analysis.Compilation.GetSemanticModel(file),
            filterSpan: null, CancellationToken.None));

    private static async Task<Analysis> RunAsync(
        Compilation compilation, bool isOurs, Func<CompilationWithAnalyzers, Task<ImmutableArray<Diagnostic>>> run)
    {
        var analyzers = isOurs ? Ours : Nothing;
        var analysis = new CompilationWithAnalyzers(compilation.Clone(), analyzers, new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            onAnalyzerException: (exception, _, _) => throw new InvalidOperationException("An analyzer failed.", exception),
            concurrentAnalysis: false,
            logAnalyzerExecutionTime: true));
        var start = Stopwatch.GetTimestamp();
        var found = await run(analysis);
        var wall = Stopwatch.GetElapsedTime(start);
        if (found.Length > 0)
        {
            throw new InvalidOperationException($"The program is not meant to have a fault: {found[0]}");
        }

        var own = TimeSpan.Zero;
        foreach (var analyzer in analyzers)
        {
            own += (await analysis.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None)).ExecutionTime;
        }

        return new Analysis(wall, own);
    }
}
