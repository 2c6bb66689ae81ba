using System.Collections.Concurrent;
using System.Collections.Immutable;
using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Graceful.Generators.Analyzers;

/// <summary>Says what is wrong with controllers, in the words of the parser that the generator uses too.</summary>
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
        Descriptors.NotFromText,
        Descriptors.BodyReadTwice,
        Descriptors.NoRouteParameter,
        Descriptors.BindAsyncNotUsable,
        Descriptors.ParametersNotUsable,
        Descriptors.TwoSources,
        .. ValidationDescriptors.All,
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

            var routes = new ConcurrentBag<FoundRoute>();

            // What is wrong with a type that is an argument is found by each controller that takes it, and said once.
            var reported = new ConcurrentDictionary<Diagnostic, bool>();
            start.RegisterSymbolAction(symbol => Analyze(symbol, known, routes, reported), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end => RouteReports.ReportTies(routes.Concat(LibraryRoutes.Of(end.Compilation)), end.ReportDiagnostic));
        });
    }

    private static void Analyze(
        SymbolAnalysisContext context, KnownTypes known, ConcurrentBag<FoundRoute> routes, ConcurrentDictionary<Diagnostic, bool> reported)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.Attribute(known.Controller) is null)
        {
            ReportOutsideController(type, known, context.ReportDiagnostic);
            return;
        }

        var reading = ControllerReading.Of(type, known, context.CancellationToken);
        foreach (var diagnostic in reading.Diagnostics.Where(diagnostic => reported.TryAdd(diagnostic, true)))
        {
            context.ReportDiagnostic(diagnostic);
        }

        foreach (var route in reading.Routes)
        {
            routes.Add(route);
        }
    }

    /// <summary>An abstract class may be the base of controllers, whose actions they inherit.</summary>
    private static void ReportOutsideController(INamedTypeSymbol type, KnownTypes known, Action<Diagnostic> report)
    {
        if (type is { TypeKind: TypeKind.Class, IsAbstract: true, IsStatic: false })
        {
            return;
        }

        foreach (var method in type.GetMembers().OfType<IMethodSymbol>())
        {
            if (method.GetAttributes().FirstOrDefault(attribute => IsOurs(attribute.AttributeClass, known)) is { } attribute)
            {
                new Findings(report).Report(
                    Descriptors.OutsideController,
                    method,
                    attribute.AttributeClass!.Name.Replace(nameof(Attribute), string.Empty),
                    TypeNames.Plain(type) + "." + method.Name,
                    type.Name);
            }
        }
    }

    private static bool IsOurs(INamedTypeSymbol? attribute, KnownTypes known) =>
        ActionAttributes.IsOne(attribute, known) || attribute.Is(known.Before) || attribute.Is(known.After);
}
