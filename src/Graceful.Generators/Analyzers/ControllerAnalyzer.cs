using System.Collections.Concurrent;
using System.Collections.Immutable;
using Graceful.Generators.Parsing;
using Graceful.Generators.RouteTree;
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
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(start =>
        {
            var known = KnownTypes.Of(start.Compilation);
            if (!known.HasRuntime)
            {
                return;
            }

            var routes = new ConcurrentBag<FoundRoute>();
            start.RegisterSymbolAction(symbol => Analyze(symbol, known, routes), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end => ReportTies(routes.Concat(LibraryRoutes.Of(end.Compilation)), end.ReportDiagnostic));
        });
    }

    private static void Analyze(SymbolAnalysisContext context, KnownTypes known, ConcurrentBag<FoundRoute> routes)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.Attribute(known.Controller) is null)
        {
            ReportOutsideController(type, known, context.ReportDiagnostic);
            return;
        }

        var findings = new Findings(context.ReportDiagnostic);
        ControllerParser.Parse(type, known, findings, context.CancellationToken);
        foreach (var route in findings.Routes)
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

    /// <summary>The first of two routes that tie, in the order of the source, is right; the other is reported.</summary>
    private static void ReportTies(IEnumerable<FoundRoute> routes, Action<Diagnostic> report)
    {
        var ordered = routes
            .OrderBy(route => route.Location.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(route => route.Location.SourceSpan.Start);
        foreach (var tie in RouteConflicts.Ties(ordered, found => new RouteEntry(found.Route.Pattern, found.Route.Verbs, found.Route.Order, found.Action)))
        {
            var (first, second) = (tie.First, tie.Second);
            report(tie.IsSame
                ? Diagnostic.Create(Descriptors.DuplicateRoute, second.Location, [first.Location], second.Route.Title, second.Action, first.Action)
                : Diagnostic.Create(
                    Descriptors.AmbiguousRoutes, second.Location, [first.Location], second.Route.Title, second.Action, first.Route.Title, first.Action, tie.Path));
        }
    }
}
