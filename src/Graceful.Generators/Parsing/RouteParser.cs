using Graceful.Generators.Diagnostics;
using Graceful.Generators.Model;
using Graceful.Generators.RouteTree;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>
/// Parses the routes of an action. An attribute with a template is a route of its own; verbs without a template share that of
/// [Action], or the default one.
/// </summary>
internal sealed class RouteParser(INamedTypeSymbol controller, KnownTypes known, ParseObserver? observer)
{
    private readonly AttributeData _controllerAttribute = Written(controller, known) ?? controller.Attribute(known.Controller)!;

    /// <returns>The routes; null when one is in error.</returns>
    public IReadOnlyList<RouteModel>? Parse(IMethodSymbol method, IReadOnlyList<AttributeData> attributes)
    {
        var routes = new List<RouteModel>();
        var hosts = HostParser.Parse(method, controller, known);
        var complete = true;
        foreach (var written in Group(attributes))
        {
            if (Pattern(method, written) is not { } pattern)
            {
                complete = false;
                continue;
            }

            var route = new RouteModel(pattern, written.Verbs, written.Name, written.Order) { Hosts = hosts };
            routes.Add(route);
            observer?.Add(route, written.Attribute, written.Template, method);
        }

        return complete ? routes : null;
    }

    /// <summary>Groups verbs with the same template, name and order to one route.</summary>
    private IEnumerable<WrittenRoute> Group(IReadOnlyList<AttributeData> attributes)
    {
        var action = attributes.FirstOrDefault(attribute => attribute.AttributeClass.Is(known.Action));
        var verbs = attributes.Where(attribute => !attribute.AttributeClass.Is(known.Action)).ToArray();
        var template = action is null ? null : Template(action);
        if (action is not null && !verbs.Any(verb => Template(verb) is null) && (template is not null || verbs.Length == 0))
        {
            yield return new WrittenRoute(action, template, RouteVerbs.None, null, 0);
        }

        var written = verbs.Select(verb => new WrittenRoute(
            Template(verb) is null && template is not null ? action! : verb,
            Template(verb) ?? template,
            ActionAttributes.VerbOf(verb.AttributeClass, known)!.Value,
            verb.Named("Name") as string,
            verb.Named("Order") as int? ?? 0));
        foreach (var same in written.GroupBy(route => (route.Template, route.Name, route.Order)))
        {
            yield return same.First() with { Verbs = same.Aggregate(RouteVerbs.None, (all, one) => all | one.Verbs) };
        }
    }

    private RoutePattern? Pattern(IMethodSymbol method, WrittenRoute written)
    {
        var onController = Template(_controllerAttribute);
        var text = RouteTemplate.Combine(onController, written.Template, controller.Name, method.Name, out var wrong);
        var error = RouteError.Of(wrong);
        var pattern = text is null ? null : RoutePattern.Parse(text, out error);
        if (pattern is null)
        {
            var fault = observer is null ? default : TemplateFault.Find(onController, written.Template);
            observer?.Report(
                error!.Kind == RouteErrorKind.UnknownConstraint ? Descriptors.UnknownConstraint : Descriptors.RouteNotUnderstood,
                fault.IsInController ? _controllerAttribute : written.Attribute,
                fault,
                method,
                fault.IsInController ? onController! : written.Template ?? text ?? string.Empty,
                error.Message);
        }

        return pattern;
    }

    /// <summary>Returns the attribute with a template, of the controller or its nearest base.</summary>
    private static AttributeData? Written(INamedTypeSymbol controller, KnownTypes known) => controller.SelfAndBases()
        .Select(type => type.Attribute(known.Controller))
        .FirstOrDefault(attribute => attribute is not null && Template(attribute) is not null);

    private static string? Template(AttributeData attribute) => attribute.ConstructorArguments.FirstOrDefault().Value as string;

    private sealed record WrittenRoute(AttributeData Attribute, string? Template, RouteVerbs Verbs, string? Name, int Order);
}
