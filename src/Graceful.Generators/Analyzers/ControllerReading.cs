using System.Globalization;
using Graceful.Generators.Analyzers.Advice;
using Graceful.Generators.Analyzers.Programs;
using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers;

/// <summary>
/// What is said of a controller, for itself: found once for all analyzers together, and kept until an edit can have changed it
/// (<see cref="KeptReadings{T}"/>).
/// </summary>
/// <param name="Errors">Why something of it is not served.</param>
/// <param name="Advice">What of it is served, but not as it looks.</param>
/// <param name="Json">What of it a context must cover.</param>
internal sealed record ControllerReading(IReadOnlyList<Diagnostic> Errors, IReadOnlyList<Diagnostic> Advice, IReadOnlyList<JsonNeed> Json)
{
    private static readonly KeptReadings<ControllerReading> Kept = new();

    public static ControllerReading Of(INamedTypeSymbol controller, AnalyzedProgram program, CancellationToken cancellationToken)
    {
        var declaration = controller.DeclaringSyntaxReferences[0];
        if (Kept.Find(declaration.SyntaxTree, declaration.Span.Start, program) is { } kept)
        {
            return kept;
        }

        var reading = Read(controller, program, cancellationToken);
        Kept.Keep(declaration.SyntaxTree, declaration.Span.Start, program, reading, SourceDependencies.OfAll(controller));
        return reading;
    }

    private static ControllerReading Read(INamedTypeSymbol controller, AnalyzedProgram program, CancellationToken cancellationToken)
    {
        var (errors, advice) = (new List<Diagnostic>(), new List<Diagnostic>());
        var findings = new Findings(errors.Add);
        var isServed = ControllerParser.Parse(controller, program.Known, findings, cancellationToken) is not null;
        FoundAction[] actions = isServed ? [.. findings.Actions.Where(action => action.Method.Locations.Any(location => location.IsInSource))] : [];
        program.Advice.Check(controller, findings.Routes, actions, advice.Add);

        // The controller's half of a template is wrong for each of its actions, and said once.
        var said = errors.GroupBy(diagnostic => (diagnostic.Id, diagnostic.Location, diagnostic.GetMessage(CultureInfo.InvariantCulture)));
        return new ControllerReading([.. said.Select(same => same.First())], advice, [.. actions.SelectMany(program.Advice.Json.Needs)]);
    }
}
