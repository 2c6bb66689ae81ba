using Graceful.Generators.Diagnostics;
using Graceful.Generators.Naming;
using Graceful.Generators.Parsing;
using Graceful.Generators.RouteTree;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Graceful.Generators.Analyzers.Programs;

/// <summary>
/// Every route of a program, including those of referenced libraries, and the conflicts between them. After an edit, only the
/// controllers that it can affect are analyzed again.
/// </summary>
internal sealed class ProgramRoutes
{
    private static readonly AnalysisCache<IReadOnlyList<ProgramRoute>> Cache = new();
    private static readonly AnalysisCache<IReadOnlyList<ProgramRoute>> MvcCache = new();

    private readonly List<ProgramRoute> _routes = [];
    private readonly List<string> _reanalyzed = [];
    private readonly Lazy<ILookup<string, Diagnostic>> _ties;
    private readonly Lazy<ILookup<string, Diagnostic>> _unreachable;
    private readonly Lazy<ILookup<string, Diagnostic>> _sameNames;

    public ProgramRoutes(AnalyzedProgram program)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (file, type) in program.Declarations.Controllers.Where(one => seen.Add(one.Type.MetadataName)))
        {
            _routes.AddRange(Cache.Find(file, type.Position, program) ?? Read(file, type, program));
        }

        if (program.Known.Mvc.IsOptedIn)
        {
            foreach (var (file, type) in program.Declarations.MvcControllers.Where(one => seen.Add(one.Type.MetadataName)))
            {
                _routes.AddRange(MvcCache.Find(file, type.Position, program) ?? ReadMvc(file, type, program));
            }
        }

        _routes.AddRange(LibraryRoutes.Of(program));
        _ties = new(() => ByController(RouteDiagnostics.Ties(_routes)));
        _unreachable = new(() => ByController(RouteDiagnostics.Unreachable(_routes)));
        _sameNames = new(() => ByController(RouteDiagnostics.SameNames(_routes)));
    }

    /// <summary>The controllers that were analyzed for this compilation because the cache held no valid result.</summary>
    public IReadOnlyList<string> Reanalyzed => _reanalyzed;

    /// <summary>The ties by controller; under the empty name those between two libraries, and an internal error.</summary>
    public ILookup<string, Diagnostic> Ties => _ties.Value;

    /// <summary>The unreachable routes by controller; under the empty name an internal error.</summary>
    public ILookup<string, Diagnostic> Unreachable => _unreachable.Value;

    /// <summary>The duplicate endpoint names by controller; under the empty name an internal error.</summary>
    public ILookup<string, Diagnostic> SameNames => _sameNames.Value;

    /// <summary>Keeps the diagnostics before an exception; the exception itself belongs to no controller.</summary>
    private static ILookup<string, Diagnostic> ByController(IEnumerable<(string Controller, Diagnostic Diagnostic)> diagnostics)
    {
        var found = new List<(string Controller, Diagnostic Diagnostic)>();
        InternalErrors.Guard(
            internalError => found.Add((string.Empty, internalError)),
            Location.None,
            "the comparison of routes",
            () =>
            {
                foreach (var diagnostic in diagnostics)
                {
                    found.Add(diagnostic);
                }
            });
        return found.ToLookup(one => one.Controller, one => one.Diagnostic, StringComparer.Ordinal);
    }

    private ProgramRoute[] Read(SyntaxTree file, AttributedType type, AnalyzedProgram program)
    {
        _reanalyzed.Add(type.MetadataName);
        if (program.Compilation.Assembly.GetTypeByMetadataName(type.MetadataName) is not { } controller ||
            controller.Attribute(program.Known.Controller) is not { } attribute)
        {
            return [];
        }

        var location = attribute.ApplicationSyntaxReference?.GetSyntax() is AttributeSyntax syntax
            ? syntax.GetLocation()
            : controller.Locations[0];
        return Kept(Cache, file, type, program, controller, ControllerParser.Routes(controller, program.Known),
            route => route.Method!.ContainingType.Is(controller) ? route.Location : location);
    }

    private static ProgramRoute[] ReadMvc(SyntaxTree file, AttributedType type, AnalyzedProgram program) =>
        program.Compilation.Assembly.GetTypeByMetadataName(type.MetadataName) is not { } controller ? []
            : Kept(MvcCache, file, type, program, controller, MvcControllerParser.Routes(controller, program.Known),
                route => LocationOf(route, controller));

    /// <summary>Keeps the routes of a controller for the next compilation.</summary>
    private static ProgramRoute[] Kept(
        AnalysisCache<IReadOnlyList<ProgramRoute>> cache,
        SyntaxTree file,
        AttributedType type,
        AnalyzedProgram program,
        INamedTypeSymbol controller,
        IEnumerable<ParsedRoute> parsed,
        Func<ParsedRoute, Location> locate)
    {
        var name = TypeNames.Plain(controller);
        ProgramRoute[] routes =
        [
            .. parsed.Select(route => new ProgramRoute(
                new RouteEntry(route.Route.Pattern, route.Route.Verbs, route.Route.Order, $"{name}.{route.Method!.Name}")
                {
                    Hosts = route.Route.Hosts,
                },
                locate(route),
                name)
            {
                EndpointName = EndpointNames.Of(route, locate(route), program.Known),
            }),
        ];
        cache.Add(file, type.Position, program, routes, SourceDependencies.OfRoutes(controller));
        return routes;
    }

    /// <summary>Returns the attribute of the action, or the name of the action when the controller alone has a template.</summary>
    private static Location LocationOf(ParsedRoute route, INamedTypeSymbol controller)
    {
        var method = route.Method!;
        return !method.ContainingType.Is(controller) ? controller.Locations[0]
            : method.DeclaringSyntaxReferences.Any(declared => declared.SyntaxTree == route.Location.SourceTree &&
                declared.Span.Contains(route.Location.SourceSpan)) ? route.Location
            : method.Locations[0];
    }
}

/// <param name="Entry">The route with the display name of its action.</param>
/// <param name="Location">
/// The location of the route; the controller's attribute for an inherited route, none for a route of a referenced library.
/// </param>
/// <param name="Controller">The controller; empty for a route of a referenced library.</param>
internal sealed record ProgramRoute(RouteEntry Entry, Location Location, string Controller)
{
    /// <summary>The name of its endpoint; null when it has none, and for a route of a referenced library.</summary>
    public EndpointName? EndpointName { get; init; }
}
