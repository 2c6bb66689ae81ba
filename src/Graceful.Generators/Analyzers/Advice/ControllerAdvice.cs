using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers.Advice;

/// <summary>All that is looked at in a controller that is served, one thing behind the other.</summary>
internal sealed class ControllerAdvice(Compilation compilation, bool isForAot, KnownTypes known)
{
    private readonly ForeignAttributes _foreign = new(compilation, known);
    private readonly Authorization _authorization = new(compilation);

    /// <summary>What is asked anew of each compilation: a list of types for JSON is about all controllers.</summary>
    public JsonCoverage Json { get; } = new(compilation, isForAot, known);

    public void Check(INamedTypeSymbol controller, IEnumerable<FoundRoute> routes, IEnumerable<FoundAction> actions, Action<Diagnostic> report)
    {
        _foreign.Check(controller, report);
        _authorization.Check(controller, report);
        foreach (var route in routes)
        {
            Constraints.Check(route, report);
        }

        foreach (var action in actions)
        {
            RouteArguments.Check(action, known, report);
            Bodies.Check(action, report);
            Cancellation.Check(action, report);
            Repetition.Check(action, known, report);
            MetadataTypes.Check(action, known, report);
            _authorization.Check(action, controller, report);
        }
    }
}
