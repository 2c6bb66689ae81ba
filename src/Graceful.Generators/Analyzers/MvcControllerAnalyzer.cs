using System.Collections.Immutable;
using Graceful.Generators.Analyzers.Programs;
using Graceful.Generators.Diagnostics;
using Graceful.Generators.Naming;
using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Graceful.Generators.Analyzers;

/// <summary>
/// Reports the constructs of MVC controllers that cannot be compiled. It runs the parser of the generator, so that both agree on the
/// actions that are left out.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MvcControllerAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Descriptors.MvcNotCompiled,
        Descriptors.RouteNotUnderstood,
        Descriptors.UnknownConstraint,
        Descriptors.ActionNotCallable,
        Descriptors.AttributeNotUsable,
        Descriptors.NotConstructible,
        Descriptors.TypesEndless,
        Descriptors.ContradictingConstraints,
        Descriptors.BodyNotExpected,
        Descriptors.JsonNotCovered,
        Descriptors.AuthorizationUndone,
        Descriptors.ApiVersionIgnored,
        InternalErrors.Descriptor,
        .. ValidationDescriptors.Errors,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(start =>
        {
            var known = KnownTypes.Of(start.Compilation);
            if (known.HasRuntime && known.Mvc.IsOptedIn)
            {
                // Every controller that inherits an action finds the same diagnostics.
                var reported = new ReportedDiagnostics<Diagnostic>();
                var program = AnalyzedProgram.Of(start.Compilation, start.Options);
                start.RegisterSymbolAction(
                    symbol => InternalErrors.Guard(
                        symbol.ReportDiagnostic,
                        symbol.Symbol.Locations[0],
                        TypeNames.Plain((INamedTypeSymbol)symbol.Symbol),
                        () => Analyze(symbol, program, reported)),
                    SymbolKind.NamedType);
            }
        });
    }

    private static void Analyze(SymbolAnalysisContext context, AnalyzedProgram program, ReportedDiagnostics<Diagnostic> reported)
    {
        var controller = (INamedTypeSymbol)context.Symbol;
        var seen = new HashSet<Diagnostic>();
        var observer = new ParseObserver(Report) { Controller = controller, Program = program.Compilation };
        var parsed = MvcControllerParser.Parse(controller, program.Known, observer, context.CancellationToken);
        if (MvcControllers.IsOne(controller, program.Known))
        {
            ParsedAction[] actions = parsed is null
                ? []
                : [.. observer.Actions.Where(action => action.Method.Locations.Any(location => location.IsInSource))];
            program.Checks.CheckMvc(controller, observer.Routes, actions, Report);
        }

        void Report(Diagnostic diagnostic)
        {
            // Every action finds the same error in the template of the controller.
            if (reported.IsReportedBy(controller, diagnostic) && seen.Add(diagnostic) &&
                (diagnostic.DefaultSeverity == DiagnosticSeverity.Error || !context.IsGeneratedCode))
            {
                context.ReportDiagnostic(diagnostic);
            }
        }
    }
}
