using System.Collections.Immutable;
using Graceful.Generators.Analyzers.Programs;
using Graceful.Generators.Diagnostics;
using Graceful.Generators.Naming;
using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Graceful.Generators.Analyzers;

/// <summary>
/// Reports the errors of controllers. It runs the parser of the generator, so that both agree on the actions that are left out.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ControllerAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Descriptors.RouteNotUnderstood,
        Descriptors.DuplicateRoute,
        Descriptors.OutsideController,
        Descriptors.ControllerNotUsable,
        Descriptors.ActionNotCallable,
        Descriptors.ReturnTypeNotSupported,
        Descriptors.ParameterNotSupported,
        Descriptors.NotConstructible,
        Descriptors.HookMisused,
        Descriptors.ContextsDiffer,
        Descriptors.AttributeNotUsable,
        Descriptors.AmbiguousRoutes,
        Descriptors.UnknownConstraint,
        Descriptors.DuplicateEndpointName,
        Descriptors.NotFromText,
        Descriptors.BodyReadTwice,
        Descriptors.NoRouteParameter,
        Descriptors.BindAsyncNotUsable,
        Descriptors.ParametersNotUsable,
        Descriptors.TwoSources,
        InternalErrors.Descriptor,
        .. ValidationDescriptors.Errors,
        Descriptors.TypesEndless,
        Descriptors.SourceUnknown,
        Descriptors.BinderNotUsable,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();

        // An action of a generated file is left out as others are, and must not be missing in silence.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(start =>
        {
            var program = AnalyzedProgram.Of(start.Compilation, start.Options);
            if (!program.Known.HasRuntime)
            {
                return;
            }

            // Every controller that takes a type finds the errors of that type.
            var reported = new ReportedDiagnostics<Diagnostic>();
            start.RegisterSymbolAction(
                symbol => InternalErrors.Guard(
                    symbol.ReportDiagnostic,
                    symbol.Symbol.Locations[0],
                    TypeNames.Plain((INamedTypeSymbol)symbol.Symbol),
                    () => Analyze(symbol, program, reported)),
                SymbolKind.NamedType);
            start.RegisterSyntaxNodeAction(
                node => InnerFunctions.Report(node, program.Known),
                SyntaxKind.LocalFunctionStatement,
                SyntaxKind.ParenthesizedLambdaExpression,
                SyntaxKind.SimpleLambdaExpression);
            start.RegisterCompilationEndAction(end =>
                Report(program.Routes.Ties[string.Empty].Concat(program.Routes.SameNames[string.Empty]), end.ReportDiagnostic));
        });
    }

    private static void Analyze(SymbolAnalysisContext context, AnalyzedProgram program, ReportedDiagnostics<Diagnostic> reported)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        Diagnostic[] errors =
        [
            .. program.Bases.DiagnosticsOf(
                type, controller => ControllerAnalysis.Of(controller, program, context.CancellationToken).Errors),
        ];
        Report(errors.Where(error => reported.IsReportedBy(type, error)), context.ReportDiagnostic);
        if (ControllerParser.IsBase(type))
        {
            ReportNotInheritable(type, program.Known, errors, context.ReportDiagnostic);
        }

        if (type.Attribute(program.Known.Controller) is not null || MvcControllers.IsOne(type, program.Known))
        {
            Report(program.Routes.Ties[TypeNames.Plain(type)], context.ReportDiagnostic);
            Report(program.Routes.SameNames[TypeNames.Plain(type)], context.ReportDiagnostic);
        }
        else if (!context.IsGeneratedCode)
        {
            ReportOutsideController(type, program.Known, context.ReportDiagnostic);
        }
    }

    private static void Report(IEnumerable<Diagnostic> diagnostics, Action<Diagnostic> report)
    {
        foreach (var diagnostic in diagnostics)
        {
            report(diagnostic);
        }
    }

    /// <summary>Reports the members of an abstract class that controllers of other assemblies would not have.</summary>
    private static void ReportNotInheritable(
        INamedTypeSymbol type, KnownTypes known, Diagnostic[] reported, Action<Diagnostic> report)
    {
        foreach (var method in type.GetMembers().OfType<IMethodSymbol>())
        {
            var isHook = method.Attribute(known.Before) is not null || method.Attribute(known.After) is not null;
            if ((isHook || method.GetAttributes().Any(attribute => ActionAttributes.IsOne(attribute.AttributeClass, known))) &&
                PublicBases.NotInheritable(method, known) is { } reason &&
                !reported.Any(error => error.Location == method.Locations[0]))
            {
                new ParseObserver(report).Report(isHook ? Descriptors.HookMisused : Descriptors.ActionNotCallable, method,
                    TypeNames.Plain(type) + "." + method.Name, reason);
            }
        }
    }

    /// <summary>
    /// Skips abstract classes: they may be bases whose actions controllers inherit. Skips the block of extension members, which has no
    /// name: the class around it has its methods too.
    /// </summary>
    private static void ReportOutsideController(INamedTypeSymbol type, KnownTypes known, Action<Diagnostic> report)
    {
        if (ControllerParser.IsBase(type) || type.Name.Length == 0)
        {
            return;
        }

        foreach (var symbol in type.GetMembers().OfType<IMethodSymbol>().Prepend<ISymbol>(type))
        {
            if (symbol.GetAttributes().FirstOrDefault(attribute => IsForActions(attribute.AttributeClass, known)) is { } attribute)
            {
                new ParseObserver(report).Report(
                    Descriptors.OutsideController,
                    symbol,
                    AttributeNames.Simple(attribute.AttributeClass!.Name),
                    symbol is IMethodSymbol method ? TypeNames.Plain(type) + "." + method.Name : TypeNames.Plain(type),
                    $"'{type.Name}' is not a controller");
            }
        }
    }

    /// <summary>True for the attributes of actions and hooks, and for [Filter].</summary>
    internal static bool IsForActions(INamedTypeSymbol? attribute, KnownTypes known) =>
        ActionAttributes.IsOne(attribute, known) || attribute.Is(known.Before) || attribute.Is(known.After) ||
        attribute?.OriginalDefinition.Is(known.Binding.Filter) is true;
}
