using System.Collections.Immutable;
using Generator.Tests.Harness;
using Graceful.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Generator.Tests.Diagnostics;

/// <summary>Runs the generator and all analyzers on a program.</summary>
internal static class Analysis
{
    public static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers = [new ControllerAnalyzer(), new ControllerUsageAnalyzer(),
        new MvcControllerAnalyzer(), new MvcUsageAnalyzer(),
        new PipelineAnalyzer(), new LibraryAnalyzer()];

    public static readonly IReadOnlyList<DiagnosticDescriptor> Descriptors =
        [.. Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Distinct()];

    /// <summary>Returns the diagnostics of the analyzers in source order, including a crash of an analyzer (AD0001).</summary>
    public static async Task<IReadOnlyList<Diagnostic>> RunAsync(CSharpCompilation compilation, params (string Key, string Value)[] options)
    {
        var found = await compilation
            .WithAnalyzers(Analyzers, OptionsOf(options))
            .GetAnalyzerDiagnosticsAsync(CancellationToken.None);
        return [.. found.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)];
    }

    /// <summary>Returns the diagnostics of a program with its generated code.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> RunAsync(string source, params (string Key, string Value)[] options)
    {
        var run = GeneratorRun.Of(Compilations.Create(source).WithOptions(Lenient));
        return await RunAsync((CSharpCompilation)run.Output, options);
    }

    /// <summary>Options that keep the severities of the descriptors.</summary>
    private static CSharpCompilationOptions Lenient =>
        new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);

    public static AnalyzerOptions OptionsOf(params (string Key, string Value)[] options) => new([], new Options(options));

    private sealed class Options((string Key, string Value)[] values) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(values);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        private sealed class Values((string Key, string Value)[] values) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value)
            {
                value = values.FirstOrDefault(one => one.Key == key).Value;
                return value is not null;
            }
        }
    }
}
