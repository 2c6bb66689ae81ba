using System.Collections.Immutable;
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
        InternalErrors.Descriptor,
        .. ValidationDescriptors.Errors,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            var known = KnownTypes.Of(start.Compilation);
            if (known.HasRuntime && known.Mvc.IsOptedIn)
            {
                start.RegisterSymbolAction(
                    symbol => InternalErrors.Guard(
                        symbol.ReportDiagnostic,
                        symbol.Symbol.Locations[0],
                        TypeNames.Plain((INamedTypeSymbol)symbol.Symbol),
                        () => Analyze(symbol, known)),
                    SymbolKind.NamedType);
            }
        });
    }

    private static void Analyze(SymbolAnalysisContext context, KnownTypes known)
    {
        // Every action finds the same error in the template of the controller.
        var reported = new HashSet<Diagnostic>();
        var observer = new ParseObserver(diagnostic =>
        {
            if (reported.Add(diagnostic))
            {
                context.ReportDiagnostic(diagnostic);
            }
        });
        MvcControllerParser.Parse((INamedTypeSymbol)context.Symbol, known, observer, context.CancellationToken);
    }
}
