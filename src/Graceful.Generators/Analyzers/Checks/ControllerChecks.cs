using Graceful.Generators.Diagnostics;
using Graceful.Generators.Naming;
using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers.Checks;

/// <summary>Runs every check on a controller that is served.</summary>
internal sealed class ControllerChecks(Compilation compilation, bool isForAot, KnownTypes known)
{
    private readonly MvcAttributeCheck _mvcAttributes = new(compilation, known);
    private readonly AuthorizationCheck _authorization = new(compilation);

    /// <summary>Checked for each compilation: a change of the JSON contexts affects every controller.</summary>
    public JsonCoverage Json { get; } = new(compilation, isForAot, known);

    public void Check(
        INamedTypeSymbol controller, IEnumerable<ParsedRoute> routes, IEnumerable<ParsedAction> actions, Action<Diagnostic> report)
    {
        InternalErrors.Guard(report, controller.Locations[0], TypeNames.Plain(controller), () =>
        {
            _mvcAttributes.Check(controller, report);
            _authorization.Check(controller, report);
            foreach (var route in routes)
            {
                ConstraintCheck.Check(route, report);
            }
        });
        foreach (var action in actions)
        {
            InternalErrors.Guard(report, action.Method.Locations[0], action.Name, () => Check(action, controller, report));
        }
    }

    /// <summary>Runs the checks that apply to a controller of MVC.</summary>
    public void CheckMvc(
        INamedTypeSymbol controller, IEnumerable<ParsedRoute> routes, IEnumerable<ParsedAction> actions, Action<Diagnostic> report)
    {
        _mvcAttributes.CheckVersions(controller, report);
        _authorization.Check(controller, report);
        foreach (var route in routes)
        {
            ConstraintCheck.Check(route, report);
        }

        foreach (var action in actions)
        {
            RequestBodyCheck.Check(action, report);
            _authorization.Check(action, controller, report);
            foreach (var diagnostic in Json.Uncovered([.. Json.Requirements(action)]))
            {
                report(diagnostic);
            }
        }
    }

    private void Check(ParsedAction action, INamedTypeSymbol controller, Action<Diagnostic> report)
    {
        RouteArgumentCheck.Check(action, known, report);
        RequestBodyCheck.Check(action, report);
        InferredServiceCheck.Check(action, known, report);
        CancellationCheck.Check(action, report);
        DuplicateAttributeCheck.Check(action, known, report);
        MetadataClassCheck.Check(action, known, report);
        _authorization.Check(action, controller, report);
    }
}
