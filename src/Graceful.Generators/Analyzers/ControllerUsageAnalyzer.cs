using System.Collections.Immutable;
using Graceful.Generators.Analyzers.Programs;
using Graceful.Generators.Diagnostics;
using Graceful.Generators.Naming;
using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Graceful.Generators.Analyzers;

/// <summary>
/// Reports actions that are served but do not work as their code suggests. <see cref="ControllerAnalyzer"/> reports the actions that
/// are not served.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ControllerUsageAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Descriptors.RouteParameterNotTaken,
        Descriptors.ConstraintContradictsType,
        Descriptors.OptionalMismatch,
        Descriptors.BodyNotExpected,
        Descriptors.DataAsService,
        Descriptors.JsonNotCovered,
        Descriptors.ForeignAttribute,
        Descriptors.AuthorizationUndone,
        Descriptors.NotCancellable,
        Descriptors.UnreachableRoute,
        Descriptors.ContradictingConstraints,
        Descriptors.DuplicateRouteAttribute,
        Descriptors.ApiVersionIgnored,
        InternalErrors.Descriptor,
        ValidationDescriptors.MetadataTypeNotRead,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();

        // The routes of generated controllers take part in the comparison; their code gets no diagnostics.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze);
        context.RegisterCompilationStartAction(start =>
        {
            var program = AnalyzedProgram.Of(start.Compilation, start.Options);
            if (!program.Known.HasRuntime)
            {
                return;
            }

            // Every controller that inherits an action finds the same diagnostics; the base class reports them.
            var reported = new ReportedDiagnostics<(string, Location)>();
            start.RegisterSymbolAction(
                symbol => InternalErrors.Guard(
                    symbol.ReportDiagnostic,
                    symbol.Symbol.Locations[0],
                    TypeNames.Plain((INamedTypeSymbol)symbol.Symbol),
                    () => Analyze(symbol, program, reported)),
                SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end => Report(program.Routes.Unreachable[string.Empty], end.ReportDiagnostic));
        });
    }

    private static void Analyze(
        SymbolAnalysisContext context, AnalyzedProgram program, ReportedDiagnostics<(string, Location)> reported)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var warnings = program.Bases.DiagnosticsOf(type, Found);
        Report(warnings.Where(one => reported.IsReportedBy(type, (one.Id, one.Location))), context.ReportDiagnostic);
        if (type.Attribute(program.Known.Controller) is not null || MvcControllers.IsOne(type, program.Known))
        {
            Report(program.Routes.Unreachable[TypeNames.Plain(type)], context.ReportDiagnostic);
        }

        IEnumerable<Diagnostic> Found(INamedTypeSymbol controller)
        {
            var analysis = ControllerAnalysis.Of(controller, program, context.CancellationToken);
            return analysis.Warnings.Concat(program.Checks.Json.Uncovered(analysis.Json));
        }
    }

    private static void Report(IEnumerable<Diagnostic> diagnostics, Action<Diagnostic> report)
    {
        foreach (var diagnostic in diagnostics)
        {
            report(diagnostic);
        }
    }
}
