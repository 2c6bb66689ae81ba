using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Analyzers.Bench;

/// <summary>
/// Measures the base cost of analysis: it is called for the same symbols and reads their attributes, which the compiler has to bind
/// for the first query in any case, and reports nothing.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class NothingAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Nothing = new(
        "XX0001", "Nothing", "Nothing", "Nothing", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Nothing];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            start.RegisterSymbolAction(
                symbol =>
                {
                    foreach (var member in ((INamedTypeSymbol)symbol.Symbol).GetMembers().Prepend(symbol.Symbol))
                    {
                        _ = member.GetAttributes();
                    }
                },
                SymbolKind.NamedType);
            start.RegisterCompilationEndAction(_ => { });
        });
    }
}
