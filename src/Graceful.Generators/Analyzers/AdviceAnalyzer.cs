using System.Collections.Concurrent;
using System.Collections.Immutable;
using Graceful.Generators.Analyzers.Advice;
using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Graceful.Generators.Analyzers;

/// <summary>Says what is served, but does not do what it looks like: <see cref="ControllerAnalyzer"/> says what is not served.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AdviceAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Descriptors.RouteParameterNotTaken,
        Descriptors.ConstraintContradictsType,
        Descriptors.OptionalMismatch,
        Descriptors.BodyNotExpected,
        Descriptors.JsonNotCovered,
        Descriptors.ForeignAttribute,
        Descriptors.AuthorizationUndone,
        Descriptors.NotCancellable,
        Descriptors.UnreachableRoute,
        Descriptors.ContradictingConstraints,
        Descriptors.SaidTwice,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();

        // The routes of generated controllers count; nothing is said of their code.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze);
        context.RegisterCompilationStartAction(start =>
        {
            var known = KnownTypes.Of(start.Compilation);
            if (!known.HasRuntime)
            {
                return;
            }

            var json = new JsonCoverage(start.Compilation, start.Options.AnalyzerConfigOptionsProvider.GlobalOptions, known);
            var foreign = new ForeignAttributes(start.Compilation, known);
            var authorization = new Authorization(start.Compilation);
            var routes = new ConcurrentBag<FoundRoute>();
            start.RegisterSymbolAction(
                symbol =>
                {
                    var type = (INamedTypeSymbol)symbol.Symbol;
                    if (type.Attribute(known.Controller) is null)
                    {
                        return;
                    }

                    foreign.Check(type, symbol.ReportDiagnostic);
                    authorization.Check(type, symbol.ReportDiagnostic);
                    var reading = ControllerReading.Of(type, known, symbol.CancellationToken);
                    foreach (var route in reading.Routes)
                    {
                        routes.Add(route);
                        Constraints.Check(route, symbol.ReportDiagnostic);
                    }

                    foreach (var action in reading.Actions.Where(action => action.Method.Locations.Any(location => location.IsInSource)))
                    {
                        RouteArguments.Check(action, known, symbol.ReportDiagnostic);
                        Bodies.Check(action, symbol.ReportDiagnostic);
                        Cancellation.Check(action, symbol.ReportDiagnostic);
                        Repetition.Check(action, known, symbol.ReportDiagnostic);
                        authorization.Check(action, type, symbol.ReportDiagnostic);
                        json.Check(action, symbol.ReportDiagnostic);
                    }
                },
                SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end => RouteReports.ReportUnreachable(routes.Concat(LibraryRoutes.Of(end.Compilation)), end.ReportDiagnostic));
        });
    }
}
