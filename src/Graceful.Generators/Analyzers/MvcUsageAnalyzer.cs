using System.Collections.Immutable;
using Graceful.Generators.Analyzers.Checks;
using Graceful.Generators.Analyzers.Programs;
using Graceful.Generators.Diagnostics;
using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Graceful.Generators.Analyzers;

/// <summary>
/// Reports calls that compile but need a part of MVC that compiled controllers do not have: views, model binding by reflection, and
/// options that only MVC reads. <see cref="MvcControllerAnalyzer"/> reports the actions that are not served.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MvcUsageAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Descriptors.MvcUnavailable, InternalErrors.Descriptor];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            var known = KnownTypes.Of(start.Compilation);
            if (!known.HasRuntime || !known.Mvc.IsOptedIn)
            {
                return;
            }

            var program = AnalyzedProgram.Of(start.Compilation, start.Options);
            var (members, startup) = (new MvcMemberCheck(program), new MvcStartupCheck(program));
            start.RegisterOperationAction(
                operation => Guard(operation, () =>
                {
                    members.Check(operation.Operation, operation.ContainingSymbol, operation.ReportDiagnostic);
                    startup.Check(operation.Operation, operation.ReportDiagnostic);
                }),
                OperationKind.Invocation,
                OperationKind.MethodReference,
                OperationKind.PropertyReference,
                OperationKind.ObjectCreation);
            start.RegisterSymbolAction(
                property => InternalErrors.Guard(
                    property.ReportDiagnostic,
                    property.Symbol.Locations[0],
                    property.Symbol.Name,
                    () => members.Check((IPropertySymbol)property.Symbol, property.ReportDiagnostic)),
                SymbolKind.Property);
        });
    }

    private static void Guard(OperationAnalysisContext context, Action check) => InternalErrors.Guard(
        context.ReportDiagnostic, context.Operation.Syntax.GetLocation(), context.ContainingSymbol.Name, check);
}
