using System.Globalization;
using Graceful.Generators.Analyzers.Checks;
using Graceful.Generators.Analyzers.Programs;
using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers;

/// <summary>
/// The diagnostics of one controller, computed once for all analyzers and cached until an edit can affect them
/// (<see cref="AnalysisCache{T}"/>).
/// </summary>
/// <param name="Errors">The errors: the reasons why actions are not served.</param>
/// <param name="Warnings">The diagnostics about actions that are served.</param>
/// <param name="Json">The types that a JsonSerializerContext must cover.</param>
internal sealed record ControllerAnalysis(
    IReadOnlyList<Diagnostic> Errors, IReadOnlyList<Diagnostic> Warnings, IReadOnlyList<JsonRequirement> Json)
{
    private static readonly AnalysisCache<ControllerAnalysis> Cache = new();

    public static ControllerAnalysis Of(INamedTypeSymbol controller, AnalyzedProgram program, CancellationToken cancellationToken)
    {
        var declaration = controller.DeclaringSyntaxReferences[0];
        if (Cache.Find(declaration.SyntaxTree, declaration.Span.Start, program) is { } cached)
        {
            return cached;
        }

        var analysis = Analyze(controller, program, cancellationToken);
        Cache.Add(declaration.SyntaxTree, declaration.Span.Start, program, analysis, SourceDependencies.OfAll(controller));
        return analysis;
    }

    private static ControllerAnalysis Analyze(INamedTypeSymbol controller, AnalyzedProgram program, CancellationToken cancellationToken)
    {
        var (errors, warnings) = (new List<Diagnostic>(), new List<Diagnostic>());
        var observer = new ParseObserver(errors.Add) { Controller = controller, Program = program.Compilation };
        var isServed = ControllerParser.Parse(controller, program.Known, observer, cancellationToken) is not null;
        ParsedAction[] actions = isServed
            ? [.. observer.Actions.Where(action => action.Method.Locations.Any(location => location.IsInSource))]
            : [];
        program.Checks.Check(controller, observer.Routes, actions, warnings.Add);

        // Every action finds the same error in the controller's half of the template.
        var distinct = errors
            .GroupBy(diagnostic => (diagnostic.Id, diagnostic.Location, diagnostic.GetMessage(CultureInfo.InvariantCulture)))
            .Select(same => same.First());
        return new ControllerAnalysis([.. distinct], warnings, [.. actions.SelectMany(program.Checks.Json.Requirements)]);
    }
}
