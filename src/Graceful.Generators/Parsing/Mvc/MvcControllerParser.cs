using Graceful.Generators.Collections;
using Graceful.Generators.Diagnostics;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Parses a controller of MVC: from symbols to a model without symbols.</summary>
internal static class MvcControllerParser
{
    /// <summary>
    /// As for our own controllers, the generator passes no <paramref name="observer"/>, and the analyzer discards the model.
    /// </summary>
    /// <returns>The controller with its valid actions; null when it has none.</returns>
    public static ControllerModel? Parse(
        INamedTypeSymbol controller, KnownTypes known, ParseObserver? observer, CancellationToken cancellationToken)
    {
        if (!known.HasRuntime || !MvcControllers.IsOne(controller, known))
        {
            return null;
        }

        var reports = new MvcReports(known, observer);
        var metadata = new List<AttributeModel>();
        var filters = new MvcFilters(known, reports);
        var complete = MvcMetadata.TryParse(controller, known, filters, reports, observer, metadata) &
            HasOnlyParameters(controller, known, reports);
        var parser = new MvcActionParser(controller, known, filters, reports, observer);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var actions = new List<ActionModel>();
        foreach (var method in MvcControllers.Actions(controller, known))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (ParseAction(parser, method, metadata, names.AddUnique, observer) is { } action)
            {
                actions.Add(action);
            }
        }

        if (!complete || actions.Count == 0 || CreationParser.Parse(controller, controller, known, observer) is not { } creation)
        {
            return null;
        }

        return new ControllerModel(TypeNames.Plain(controller), creation, actions.ToEquatableArray())
        {
            Filters = filters.All,
            Models = MvcValidatedModels.Of(controller, known, observer, cancellationToken),

            // Only generated code needs them.
            RouteValues = observer is null
                ? MvcRouteValues.Of(controller, known, cancellationToken)
                : EquatableArray<string>.Empty,
        };
    }

    /// <summary>Returns the valid routes, including those of actions that are in error for other reasons.</summary>
    public static IReadOnlyList<ParsedRoute> Routes(INamedTypeSymbol controller, KnownTypes known)
    {
        if (!MvcControllers.IsOne(controller, known))
        {
            return [];
        }

        var observer = new ParseObserver(_ => { });
        var parser = new MvcRouteParser(controller, known, new MvcReports(known, observer), observer);
        foreach (var method in MvcControllers.Actions(controller, known))
        {
            // The analysis of the controller reports the exception; only the routes of this action are missing here.
            InternalErrors.Guard(_ => { }, Location.None, method.Name, () => parser.Parse(method));
        }

        return observer.Routes;
    }

    /// <summary>Returns null after an exception, which leaves out this action alone.</summary>
    private static ActionModel? ParseAction(
        MvcActionParser parser, IMethodSymbol method, IReadOnlyList<AttributeModel> metadata, Func<string, string> nameFor,
        ParseObserver? observer)
    {
        try
        {
            return parser.Parse(method, metadata, nameFor);
        }
        catch (Exception exception) when (InternalErrors.IsInternal(exception))
        {
            observer?.Report(exception, method, $"{TypeNames.Plain(method.ContainingType)}.{method.Name}");
            return null;
        }
    }

    /// <summary>False when a property of the controller is bound: only parameters are.</summary>
    private static bool HasOnlyParameters(INamedTypeSymbol controller, KnownTypes known, MvcReports reports)
    {
        var bound = controller.SelfAndBases().Where(type => !MvcTypes.IsInAspNetCoreAssembly(type))
            .SelectMany(type => type.GetMembers().OfType<IPropertySymbol>())
            .FirstOrDefault(property => property.AppliedAttributes().Any(attribute => attribute.AttributeClass is { } type &&
                (type.DerivesFrom(known.Mvc.BindProperty) || type.Implements(known.Mvc.BindingSource))));
        return bound is null ||
            reports.Add(bound, "properties of a controller are not bound; take the value as a parameter of the action", controller);
    }
}
