using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Generator.Tests.Corpus;

/// <summary>
/// The analyzers of the SDK that report in generated code: those of trimming, single files and NativeAOT, and the rules of
/// <c>AnalysisMode=All</c>. The build copies them into the folder <c>analyzers</c>.
/// </summary>
internal static class PlatformAnalyzers
{
    private static readonly Lazy<ImmutableArray<DiagnosticAnalyzer>> Loaded = new(() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "analyzers"), "*.dll")
            .SelectMany(file => Assembly.LoadFrom(file).GetTypes())
            .Where(type => !type.IsAbstract && type.GetCustomAttribute<DiagnosticAnalyzerAttribute>() is { } attribute &&
                attribute.Languages.Contains(LanguageNames.CSharp))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)
            .Where(GeneratedCode.IsReported),
    ]);

    /// <summary>The properties with which the SDK enables the analyzers of trimming.</summary>
    public static readonly (string Key, string Value)[] Options =
    [
        ("build_property.EnableTrimAnalyzer", "true"), ("build_property.EnableAotAnalyzer", "true"),
        ("build_property.EnableSingleFileAnalyzer", "true"), ("build_property.PublishAot", "true"),
    ];

    public static ImmutableArray<DiagnosticAnalyzer> All => Loaded.Value;

    /// <summary>Returns an entry for each rule: a warning, as with <c>AnalysisMode=All</c>, and so an error.</summary>
    public static IEnumerable<KeyValuePair<string, ReportDiagnostic>> Severities => All
        .SelectMany(analyzer => analyzer.SupportedDiagnostics)
        .Select(rule => rule.Id)
        .Distinct()
        .Select(id => KeyValuePair.Create(id, ReportDiagnostic.Error));

    /// <summary>Records whether an analyzer reports in generated code, which is the default.</summary>
    private sealed class GeneratedCode : AnalysisContext
    {
        private GeneratedCodeAnalysisFlags _flags = GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics;

        public static bool IsReported(DiagnosticAnalyzer analyzer)
        {
            var context = new GeneratedCode();
            analyzer.Initialize(context);
            return context._flags.HasFlag(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        }

        public override void ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags analysisMode) => _flags = analysisMode;

        public override void EnableConcurrentExecution()
        {
        }

        public override void RegisterCodeBlockAction(Action<CodeBlockAnalysisContext> action)
        {
        }

        public override void RegisterCodeBlockStartAction<TLanguageKindEnum>(
            Action<CodeBlockStartAnalysisContext<TLanguageKindEnum>> action)
        {
        }

        public override void RegisterCompilationAction(Action<CompilationAnalysisContext> action)
        {
        }

        public override void RegisterCompilationStartAction(Action<CompilationStartAnalysisContext> action)
        {
        }

        public override void RegisterOperationAction(
            Action<OperationAnalysisContext> action, ImmutableArray<OperationKind> operationKinds)
        {
        }

        public override void RegisterOperationBlockAction(Action<OperationBlockAnalysisContext> action)
        {
        }

        public override void RegisterOperationBlockStartAction(Action<OperationBlockStartAnalysisContext> action)
        {
        }

        public override void RegisterSemanticModelAction(Action<SemanticModelAnalysisContext> action)
        {
        }

        public override void RegisterSymbolAction(Action<SymbolAnalysisContext> action, ImmutableArray<SymbolKind> symbolKinds)
        {
        }

        public override void RegisterSymbolStartAction(Action<SymbolStartAnalysisContext> action, SymbolKind symbolKind)
        {
        }

        public override void RegisterSyntaxNodeAction<TLanguageKindEnum>(
            Action<SyntaxNodeAnalysisContext> action, ImmutableArray<TLanguageKindEnum> syntaxKinds)
        {
        }

        public override void RegisterSyntaxTreeAction(Action<SyntaxTreeAnalysisContext> action)
        {
        }

        public override void RegisterAdditionalFileAction(Action<AdditionalFileAnalysisContext> action)
        {
        }
    }
}
