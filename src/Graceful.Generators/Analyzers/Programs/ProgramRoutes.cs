using Graceful.Generators.Naming;
using Graceful.Generators.Parsing;
using Graceful.Generators.RouteTree;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Graceful.Generators.Analyzers.Programs;

/// <summary>
/// Every route of a program, those of referenced libraries included, and what is wrong between them. After an edit only those
/// controllers are read again that it can have changed.
/// </summary>
internal sealed class ProgramRoutes
{
    private static readonly KeptReadings<IReadOnlyList<ProgramRoute>> Kept = new();

    private readonly List<ProgramRoute> _routes = [];
    private readonly List<string> _readAgain = [];
    private readonly Lazy<ILookup<string, Diagnostic>> _ties;
    private readonly Lazy<ILookup<string, Diagnostic>> _unreachable;

    public ProgramRoutes(AnalyzedProgram program)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (file, type) in program.Declarations.Controllers.Where(one => seen.Add(one.Type.MetadataName)))
        {
            _routes.AddRange(Kept.Find(file, type.Position, program) ?? Read(file, type, program));
        }

        _routes.AddRange(LibraryRoutes.Of(program));
        _ties = new(() => RouteReports.Ties(_routes).ToLookup(said => said.Controller, said => said.Diagnostic, StringComparer.Ordinal));
        _unreachable = new(() => RouteReports.Unreachable(_routes).ToLookup(said => said.Controller, said => said.Diagnostic, StringComparer.Ordinal));
    }

    /// <summary>The controllers that were read for this compilation, since what was kept of them was not of it.</summary>
    public IReadOnlyList<string> ReadAgain => _readAgain;

    /// <summary>By the controllers whose routes they are; by no name where none of the two is in the source.</summary>
    public ILookup<string, Diagnostic> Ties => _ties.Value;

    /// <summary>By the controllers whose routes they are.</summary>
    public ILookup<string, Diagnostic> Unreachable => _unreachable.Value;

    private ProgramRoute[] Read(SyntaxTree file, AttributedType type, AnalyzedProgram program)
    {
        _readAgain.Add(type.MetadataName);
        if (program.Compilation.Assembly.GetTypeByMetadataName(type.MetadataName) is not { } controller || controller.Attribute(program.Known.Controller) is not { } attribute)
        {
            return [];
        }

        var name = TypeNames.Plain(controller);
        var place = attribute.ApplicationSyntaxReference?.GetSyntax() is AttributeSyntax syntax ? syntax.GetLocation() : controller.Locations[0];
        ProgramRoute[] routes =
        [
            .. ControllerParser.Routes(controller, program.Known).Select(route => new ProgramRoute(
                new RouteEntry(route.Route.Pattern, route.Route.Verbs, route.Route.Order, $"{name}.{route.Method!.Name}") { Hosts = route.Route.Hosts },
                route.Method.ContainingType.Is(controller) ? route.Location : place,
                name)),
        ];
        Kept.Keep(file, type.Position, program, routes, SourceDependencies.OfRoutes(controller));
        return routes;
    }
}

/// <param name="Entry">The route, with what messages call its action.</param>
/// <param name="Location">Where it is written; the controller's attribute for one that is inherited, and none for one of a referenced library.</param>
/// <param name="Controller">The controller; empty for one of a referenced library.</param>
internal sealed record ProgramRoute(RouteEntry Entry, Location Location, string Controller);
