using Graceful.Generators.Diagnostics;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Graceful.Generators.RouteTree;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Parses the routes of an MVC action: each route of the controller with each of the action.</summary>
/// <remarks>
/// The rules are those of dotnet/aspnetcore, src/Mvc/Mvc.Core/src/ApplicationModels: DefaultApplicationModelProvider.CreateSelectors,
/// and AttributeRouteModel.CombineAttributeRouteModel.
/// </remarks>
internal sealed class MvcRouteParser(INamedTypeSymbol controller, KnownTypes known, MvcReports reports, ParseObserver? observer)
{
    private static readonly Dictionary<string, RouteVerbs> Verbs = Enum.GetValues(typeof(RouteVerbs)).Cast<RouteVerbs>()
        .Where(verb => verb != RouteVerbs.None)
        .ToDictionary(verb => verb.ToString().ToUpperInvariant(), StringComparer.Ordinal);

    private readonly AttributeData?[] _onController = OnController(controller, known);

    public string Controller { get; } = MvcControllers.NameOf(controller);

    public string? Area { get; } = controller.SelfAndBases().SelectMany(type => type.AppliedAttributes())
        .FirstOrDefault(attribute => attribute.AttributeClass.Is(known.Mvc.Area))?.ConstructorArguments.FirstOrDefault().Value as string;

    /// <summary>Returns the value of <c>[action]</c>.</summary>
    public string ActionOf(IMethodSymbol method) =>
        method.InheritedAttribute(known.Mvc.ActionName)?.ConstructorArguments.FirstOrDefault().Value as string ??
        RouteTemplate.NameOfAction(method.Name);

    /// <summary>True for an action without an attribute route, which only a conventional route of the app reaches in MVC.</summary>
    public bool HasNone(IMethodSymbol method) =>
        _onController.All(route => route is null) && Selectors(RouteAttributes(method)).All(selector => selector.Route is null);

    /// <returns>The routes; null when one is in error.</returns>
    public IReadOnlyList<RouteModel>? Parse(IMethodSymbol method)
    {
        var routes = new List<RouteModel>();
        var hosts = HostParser.Parse(method, controller, known);
        var complete = true;
        foreach (var selector in Selectors(RouteAttributes(method)))
        {
            // As in MVC, an absolute template replaces all routes of the controller: it is one route.
            foreach (var onController in IsAbsolute(selector.Route) ? [null] : _onController)
            {
                if (selector.Route is null && onController is null)
                {
                    complete = reports.Add(method, "it has no [Route] and no template, and conventional routes are fixed only at run " +
                        "time; write [Route(...)] on the class or a template on the action");
                    continue;
                }

                if (VerbsOf(method, selector.Verbs) is not { } verbs || Pattern(method, onController, selector.Route) is not { } pattern ||
                    !TryName(method, onController, selector.Route, out var name))
                {
                    complete = false;
                    continue;
                }

                var route = new RouteModel(pattern, verbs, name, Order(selector.Route) ?? Order(onController) ?? 0)
                {
                    Hosts = hosts,
                };
                routes.Add(route);
                if ((selector.Route ?? onController) is { } attribute)
                {
                    observer?.Add(route, attribute, Template(selector.Route), method);
                }
            }
        }

        return complete ? routes : null;
    }

    /// <summary>Returns the attributes with templates of the nearest class that has some; one null when there is none.</summary>
    private static AttributeData?[] OnController(INamedTypeSymbol controller, KnownTypes known)
    {
        foreach (var type in controller.SelfAndBases())
        {
            var found = type.AppliedAttributes()
                .Where(attribute => attribute.AttributeClass?.Implements(known.Mvc.RouteTemplate) == true)
                .ToArray();
            if (found.Length > 0)
            {
                return found;
            }
        }

        return [null];
    }

    /// <summary>Returns the route attributes and verbs of the method, or of the nearest overridden method that has some.</summary>
    private List<AttributeData> RouteAttributes(IMethodSymbol method)
    {
        foreach (var current in method.SelfAndOverridden())
        {
            var found = current.AppliedAttributes().Where(attribute => attribute.AttributeClass is { } type &&
                (type.Implements(known.Mvc.RouteTemplate) || type.Implements(known.Mvc.HttpMethods))).ToList();
            if (found.Count > 0)
            {
                return found;
            }
        }

        return [];
    }

    /// <summary>
    /// Groups a template with its verbs: a verb with a template is a group of its own, and [Route] takes the verbs without one.
    /// </summary>
    private IEnumerable<Selector> Selectors(List<AttributeData> attributes)
    {
        var withTemplate = attributes.Where(attribute => !IsSilent(attribute)).ToArray();
        var verbs = attributes.Where(IsVerb).ToArray();
        var silent = verbs.Where(IsSilent).ToArray();
        foreach (var route in withTemplate)
        {
            yield return new Selector(route, IsVerb(route) ? [route] : silent);
        }

        if (withTemplate.Length == 0)
        {
            yield return new Selector(null, silent);
        }
        else if (silent.Length > 0 && withTemplate.All(IsVerb))
        {
            yield return new Selector(null, silent);
        }
    }

    private bool IsVerb(AttributeData attribute) => attribute.AttributeClass!.Implements(known.Mvc.HttpMethods);

    private static bool IsSilent(AttributeData attribute) =>
        Template(attribute) is null && Name(attribute) is null && Order(attribute) is null;

    /// <returns>The verbs; null when one is in error.</returns>
    private RouteVerbs? VerbsOf(IMethodSymbol method, IReadOnlyList<AttributeData> attributes)
    {
        var verbs = RouteVerbs.None;
        foreach (var attribute in attributes)
        {
            var type = attribute.AttributeClass!;
            IEnumerable<string> names = type.Is(known.Mvc.AcceptVerbs)
                ? attribute.ConstructorArguments.SelectMany(argument =>
                    argument.Kind == TypedConstantKind.Array ? argument.Values.Select(value => value.Value) : [argument.Value])
                    .OfType<string>()
                : MvcTypes.IsInAspNetCoreAssembly(type) ? [AttributeNames.Simple(type.Name).Substring("Http".Length)] : [];
            foreach (var name in names.DefaultIfEmpty(type.Name))
            {
                if (!Verbs.TryGetValue(name.ToUpperInvariant(), out var verb))
                {
                    reports.Add(method, $"the HTTP method of [{type.Name}] is not supported, or not known at build time; use [HttpGet], " +
                        "[HttpHead], [HttpPost], [HttpPut], [HttpDelete], [HttpPatch] or [HttpOptions]");
                    return null;
                }

                verbs |= verb;
            }
        }

        return verbs;
    }

    private RoutePattern? Pattern(IMethodSymbol method, AttributeData? onController, AttributeData? onAction)
    {
        foreach (var attribute in new[] { onController, onAction })
        {
            if (attribute?.AttributeClass is { } type && !MvcTypes.IsInAspNetCoreAssembly(type))
            {
                reports.Add(method, $"the template of [{type.Name}] is set inside of that class; write [Route(...)] with the template");
                return null;
            }
        }

        var text = RouteTemplate.CombineMvc(
            Template(onController), Template(onAction), Controller, ActionOf(method), Area, out var wrong);
        var error = RouteError.Of(wrong);
        var pattern = text is null ? null : RoutePattern.Parse(text, out error);
        if (pattern is null)
        {
            observer?.Report(
                error!.Kind == RouteErrorKind.UnknownConstraint ? Descriptors.UnknownConstraint : Descriptors.RouteNotUnderstood,
                onAction ?? onController,
                method,
                Template(onAction) ?? Template(onController) ?? text ?? string.Empty,
                error.Message);
        }

        if (pattern?.Parameters.FirstOrDefault(IsFixed) is { } parameter)
        {
            var token = parameter.Name.ToLowerInvariant();
            reports.Add(method, $"the parameter {{{parameter.Name}}} of its template has a fixed value in MVC; write the token [{token}]");
            return null;
        }

        return pattern;
    }

    /// <summary>True for a parameter that MVC matches as the literal of the action's own route value.</summary>
    private bool IsFixed(RouteParameter parameter) =>
        parameter.Name.Equals("action", StringComparison.OrdinalIgnoreCase) ||
        parameter.Name.Equals("controller", StringComparison.OrdinalIgnoreCase) ||
        (Area is not null && parameter.Name.Equals("area", StringComparison.OrdinalIgnoreCase));

    /// <returns>False when the name has a wrong token.</returns>
    private bool TryName(IMethodSymbol method, AttributeData? onController, AttributeData? onAction, out string? name)
    {
        // As in MVC, an action with a template of its own has not the name of the controller's route.
        name = Name(onAction) ?? (string.IsNullOrEmpty(Template(onAction)) ? Name(onController) : null);
        if (string.IsNullOrEmpty(name))
        {
            name = null;
            return true;
        }

        name = RouteTemplate.Name(name!, Controller, ActionOf(method), Area, out var error);
        return error is null || reports.Add(method, $"the name of its route is not valid: {error}");
    }

    /// <remarks>[AcceptVerbs] has its template in a property.</remarks>
    private static string? Template(AttributeData? attribute) => attribute is null ? null
        : attribute.Named("Route") as string ?? attribute.ConstructorArguments
            .Where(argument => argument.Kind == TypedConstantKind.Primitive && attribute.AttributeClass!.Name != "AcceptVerbsAttribute")
            .Select(argument => argument.Value).FirstOrDefault() as string;

    private static bool IsAbsolute(AttributeData? attribute) => Template(attribute) is { } template && RouteTemplate.IsAbsolute(template);

    private static string? Name(AttributeData? attribute) => attribute?.Named("Name") as string;

    private static int? Order(AttributeData? attribute) => attribute?.Named("Order") as int?;

    private sealed record Selector(AttributeData? Route, IReadOnlyList<AttributeData> Verbs);
}
