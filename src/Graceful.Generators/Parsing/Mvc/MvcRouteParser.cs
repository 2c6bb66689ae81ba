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
internal sealed class MvcRouteParser
{
    private static readonly Dictionary<string, RouteVerbs> Verbs = Enum.GetValues(typeof(RouteVerbs)).Cast<RouteVerbs>()
        .Where(verb => verb != RouteVerbs.None)
        .ToDictionary(verb => verb.ToString().ToUpperInvariant(), StringComparer.Ordinal);

    private readonly INamedTypeSymbol _controller;
    private readonly KnownTypes _known;
    private readonly MvcReports _reports;
    private readonly ParseObserver? _observer;
    private readonly IReadOnlyList<MvcRouteAttribute> _attributes;
    private readonly IReadOnlyList<MvcSelector> _selectors;
    private bool? _isControllerKnown;

    public MvcRouteParser(INamedTypeSymbol controller, KnownTypes known, MvcReports reports, ParseObserver? observer)
    {
        (_controller, _known, _reports, _observer) = (controller, known, reports, observer);
        _attributes = MvcAppliedAttributes.Routes(MvcAppliedAttributes.Of(controller, known), known);
        _selectors = MvcSelector.Of(_attributes);
        Controller = MvcControllers.NameOf(controller);
        Area = controller.SelfAndBases().SelectMany(type => type.AppliedAttributes())
            .FirstOrDefault(attribute => attribute.AttributeClass.Is(known.Mvc.Area))?.ConstructorArguments.FirstOrDefault().Value
            as string;
    }

    public string Controller { get; }

    public string? Area { get; }

    /// <summary>Returns the value of <c>[action]</c>.</summary>
    public string ActionOf(IMethodSymbol method) =>
        method.InheritedAttribute(_known.Mvc.ActionName)?.ConstructorArguments.FirstOrDefault().Value as string ??
        RouteTemplate.NameOfAction(method.Name);

    /// <summary>True for an action without an attribute route, which only a conventional route of the app reaches in MVC.</summary>
    public bool HasNone(IMethodSymbol method) => _attributes.All(HasNone) && Attributes(method).All(HasNone);

    /// <returns>The routes; null when one is in error.</returns>
    public IReadOnlyList<RouteModel>? Parse(IMethodSymbol method)
    {
        var attributes = Attributes(method);
        if (!AreAllKnown(method, attributes))
        {
            return null;
        }

        var routes = new List<RouteModel>();
        var hosts = HostParser.Parse(method, _controller, _known);
        var complete = true;
        foreach (var selector in MvcSelector.Of(attributes))
        {
            foreach (var onController in OnController(selector.Route))
            {
                if (selector.Route?.Template is null && onController.Route?.Template is null)
                {
                    complete = _reports.Add(method, "it has no [Route] and no template, and conventional routes are fixed only at run " +
                        "time; write [Route(...)] on the class or a template on the action");
                    continue;
                }

                if (VerbsOf(method, selector.Methods.Count > 0 ? selector.Methods : onController.Methods) is not { } verbs ||
                    Pattern(method, onController.Route, selector.Route) is not { } pattern ||
                    !TryName(method, onController.Route, selector.Route, out var name))
                {
                    complete = false;
                    continue;
                }

                var route = new RouteModel(pattern, verbs, name, selector.Route?.Order ?? onController.Route?.Order ?? 0)
                {
                    Hosts = hosts,
                };
                routes.Add(route);
                _observer?.Add(route, (selector.Route ?? onController.Route)!.Attribute, selector.Route?.Written, method);
            }
        }

        return complete ? routes : null;
    }

    private static bool HasNone(MvcRouteAttribute attribute) => attribute is { Template: null, Unknown: null };

    private IReadOnlyList<MvcRouteAttribute> Attributes(IMethodSymbol method) =>
        MvcAppliedAttributes.Routes(MvcAppliedAttributes.Of(method, _known), _known);

    /// <summary>
    /// Returns the routes of the controller that a route of an action is combined with. As in MVC, an absolute template replaces all of
    /// them: it is one route, and the HTTP methods of the controller apply.
    /// </summary>
    private MvcSelector[] OnController(MvcRouteAttribute? onAction)
    {
        var routes = IsAbsolute(onAction) ? [] : _selectors.Where(selector => selector.Route is not null).ToArray();
        return routes.Length > 0 ? routes : [_selectors[0] with { Route = null }];
    }

    /// <summary>False when a value of an attribute is not known, or belongs to one of several routes.</summary>
    private bool AreAllKnown(IMethodSymbol method, IReadOnlyList<MvcRouteAttribute> attributes)
    {
        // Each action finds the same error of the controller.
        if (!_isControllerKnown.HasValue)
        {
            _isControllerKnown = AreKnown(_controller, _attributes);
        }

        return _isControllerKnown.Value & AreKnown(method, attributes);
    }

    private bool AreKnown(ISymbol symbol, IReadOnlyList<MvcRouteAttribute> attributes)
    {
        if (attributes.FirstOrDefault(attribute => attribute.Unknown is not null) is { Unknown: { } unknown })
        {
            return _reports.Add(symbol, unknown);
        }

        return MvcSelector.Of(attributes).Count == 1 || attributes.FirstOrDefault(HasMetadata) is not { } one ||
            _reports.Add(symbol, $"[{one.Attribute.AttributeClass!.Name}] is metadata of its own route, and there are several routes; " +
                "write the metadata as an attribute without a route, or give each route an action");
    }

    /// <summary>True for a route that is also metadata, such as an authorization, of its own endpoint alone.</summary>
    /// <remarks>Filters are metadata of the action.</remarks>
    private bool HasMetadata(MvcRouteAttribute attribute) => attribute.IsRoute &&
        attribute.Attribute.AttributeClass is { } type && !MvcTypes.IsInAspNetCoreAssembly(type) &&
        type.AllInterfaces.Any(contract => !contract.Is(_known.Mvc.RouteTemplate) && !contract.Is(_known.Mvc.HttpMethods) &&
            !contract.Implements(_known.Mvc.Filter));

    /// <returns>The verbs; null when one is in error.</returns>
    private RouteVerbs? VerbsOf(IMethodSymbol method, IEnumerable<string> names)
    {
        var verbs = RouteVerbs.None;
        foreach (var name in names)
        {
            if (!Verbs.TryGetValue(name.ToUpperInvariant(), out var verb))
            {
                _reports.Add(method, $"the HTTP method '{name}' is not supported; use GET, HEAD, POST, PUT, DELETE, PATCH or OPTIONS");
                return null;
            }

            verbs |= verb;
        }

        return verbs;
    }

    private RoutePattern? Pattern(IMethodSymbol method, MvcRouteAttribute? onController, MvcRouteAttribute? onAction)
    {
        var text = RouteTemplate.CombineMvc(
            onController?.Template, onAction?.Template, Controller, ActionOf(method), Area, out var wrong);
        var error = RouteError.Of(wrong);
        var pattern = text is null ? null : RoutePattern.Parse(text, out error);
        if (pattern is null)
        {
            _observer?.Report(
                error!.Kind == RouteErrorKind.UnknownConstraint ? Descriptors.UnknownConstraint : Descriptors.RouteNotUnderstood,
                (onAction ?? onController)?.Attribute,
                method,
                onAction?.Template ?? onController?.Template ?? text ?? string.Empty,
                error.Message);
        }

        if (pattern?.Parameters.FirstOrDefault(IsFixed) is { } parameter)
        {
            var token = parameter.Name.ToLowerInvariant();
            _reports.Add(method, $"the parameter {{{parameter.Name}}} of its template has a fixed value in MVC; write the token [{token}]");
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
    private bool TryName(IMethodSymbol method, MvcRouteAttribute? onController, MvcRouteAttribute? onAction, out string? name)
    {
        // As in MVC, an action with a template of its own has not the name of the controller's route.
        name = onAction?.Name ?? (string.IsNullOrEmpty(onAction?.Template) ? onController?.Name : null);
        if (string.IsNullOrEmpty(name))
        {
            name = null;
            return true;
        }

        name = RouteTemplate.Name(name!, Controller, ActionOf(method), Area, out var error);
        return error is null || _reports.Add(method, $"the name of its route is not valid: {error}");
    }

    private static bool IsAbsolute(MvcRouteAttribute? attribute) =>
        attribute?.Template is { } template && RouteTemplate.IsAbsolute(template);
}
