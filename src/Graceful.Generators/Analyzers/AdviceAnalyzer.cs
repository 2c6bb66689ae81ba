using System.Collections.Immutable;
using Graceful.Generators.Analyzers.Programs;
using Graceful.Generators.Diagnostics;
using Graceful.Generators.Naming;
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
        ValidationDescriptors.MetadataTypeNotRead,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();

        // The routes of generated controllers count; nothing is said of their code.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze);
        context.RegisterCompilationStartAction(start =>
        {
            var program = AnalyzedProgram.Of(start.Compilation, start.Options);
            if (!program.Known.HasRuntime)
            {
                return;
            }

            // Of an inherited action, each controller that has it finds the same; its base says it.
            var said = new SaidOnce<(string, Location)>();
            start.RegisterSymbolAction(
                symbol =>
                {
                    var type = (INamedTypeSymbol)symbol.Symbol;
                    foreach (var diagnostic in program.Bases.Said(type, Found).Where(one => said.IsSaidBy(type, (one.Id, one.Location))))
                    {
                        symbol.ReportDiagnostic(diagnostic);
                    }

                    if (type.Attribute(program.Known.Controller) is not null)
                    {
                        foreach (var diagnostic in program.Routes.Unreachable[TypeNames.Plain(type)])
                        {
                            symbol.ReportDiagnostic(diagnostic);
                        }
                    }

                    IEnumerable<Diagnostic> Found(INamedTypeSymbol controller)
                    {
                        var reading = ControllerReading.Of(controller, program, symbol.CancellationToken);
                        return reading.Advice.Concat(program.Advice.Json.Uncovered(reading.Json));
                    }
                },
                SymbolKind.NamedType);
        });
    }
}
