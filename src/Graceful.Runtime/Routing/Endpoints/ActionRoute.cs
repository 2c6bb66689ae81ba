using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Graceful.Routing;

/// <summary>One route of an action: its endpoint, and the capture of each parameter. Created by generated code at first use.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ActionRoute
{
    // The compiled switch matches it: ASP.NET Core's matcher must not.
    private static readonly SuppressMatchingMetadata Unmatched = new();

    private readonly string[] _slots;
    private readonly string?[] _defaults;
    private readonly int[]? _captures;

    private ActionRoute(RoutePattern pattern, string[]? slots, int[]? captures)
    {
        _slots = slots ?? [.. pattern.Parameters.Select(parameter => parameter.Name)];
        _captures = captures;
        SlotCount = _slots.Length;
        _defaults = [.. _slots.Select(slot => pattern.GetParameter(slot)?.Default as string)];
        CatchAllSlot = Array.FindIndex(_slots, slot => pattern.GetParameter(slot) is { IsCatchAll: true });
        CaptureCount = captures is { Length: > 0 } ? captures.Max() + 1 : _slots.Length;
    }

    /// <summary>Gets the endpoint for ASP.NET Core's middleware.</summary>
    public RouteEndpoint Endpoint { get; private set; } = null!;

    /// <summary>Gets the number of parameters of the action over all its routes.</summary>
    internal int SlotCount { get; }

    /// <summary>Gets the slot of the catch-all parameter, which the route value dictionary always has; -1 when there is none.</summary>
    internal int CatchAllSlot { get; }

    /// <summary>True when the route has CORS metadata: it then answers preflight requests.</summary>
    internal bool AcceptsPreflight { get; private init; }

    /// <summary>Gets the number of captures of the route.</summary>
    internal int CaptureCount { get; }

    /// <summary>Gets the size limit in its metadata. Cached, since every request needs it.</summary>
    internal IRequestSizeLimitMetadata? RequestSizeLimit { get; private set; }

    /// <summary>Gets the hosts of the route; null when it matches all.</summary>
    internal RouteHosts? Hosts { get; private set; }

    /// <summary>Gets the route values that are not in the template; null for none.</summary>
    internal RouteValueDictionary? RequiredValues { get; private init; }

    /// <summary>Gets the content types of <c>[Consumes]</c>; null without the attribute.</summary>
    internal IReadOnlyList<string>? Consumes { get; private init; }

    /// <summary>Creates a route.</summary>
    /// <param name="action">Runs the action.</param>
    /// <param name="pattern">The route template.</param>
    /// <param name="verbs">The HTTP methods; none means every method.</param>
    /// <param name="displayName">The name in logs.</param>
    /// <param name="describe">Adds the metadata for the action's parameters and responses.</param>
    /// <param name="metadata">The attributes of the controller, then those of the action.</param>
    /// <param name="name">The name for link generation.</param>
    /// <param name="order">The order among routes that match the same path.</param>
    /// <param name="slots">The parameters of the action over all its routes; by default those of the template.</param>
    /// <param name="captures">The index of the capture of each slot, -1 for none; by default the slot itself.</param>
    /// <param name="requiredValues">The route values that are not in the template.</param>
    /// <param name="descriptor">The descriptor of an MVC action.</param>
    /// <returns>The route.</returns>
    internal static ActionRoute Create(
        RequestDelegate action,
        string pattern,
        RouteVerbs verbs,
        string displayName,
        Action<ActionDescription>? describe = null,
        object[]? metadata = null,
        string? name = null,
        int order = 0,
        string[]? slots = null,
        int[]? captures = null,
        RouteValueDictionary? requiredValues = null,
        object? descriptor = null)
    {
        metadata ??= [];
        var parsed = requiredValues is null
            ? RoutePatternFactory.Parse(pattern)
            : RoutePatternFactory.Parse(pattern, DefaultsOf(pattern, requiredValues), parameterPolicies: null, requiredValues);
        var route = new ActionRoute(parsed, slots, captures)
        {
            AcceptsPreflight = metadata.OfType<ICorsMetadata>().Any(),
            Consumes = metadata.OfType<IAcceptsMetadata>().LastOrDefault()?.ContentTypes,
            RequiredValues = requiredValues,
        };

        // The filters of an MVC action refuse the request themselves.
        if (descriptor is null && RequiredToken.IsRequiredBy(metadata))
        {
            action = RequiredToken.Before(action);
        }

        // The builder adds the route's name for metrics (IRouteDiagnosticsMetadata).
        var endpoint = new RouteEndpointBuilder(action, parsed, order) { DisplayName = displayName };
        endpoint.Metadata.Add(Unmatched);
        endpoint.Metadata.Add(route);
        if (descriptor is not null)
        {
            endpoint.Metadata.Add(descriptor);
        }

        // Attributes come after the generated metadata: the last of a kind wins.
        var description = new ActionDescription(endpoint);
        describe?.Invoke(description);
        foreach (var item in metadata)
        {
            // The description of an MVC action has the responses that its attributes declare.
            if (descriptor is null || item is not IApiResponseMetadataProvider or IApiDefaultResponseMetadataProvider)
            {
                endpoint.Metadata.Add(item);
            }
        }

        if (descriptor is not null)
        {
            // As in MVC, the filters of the controller and the action are metadata after all attributes, so that their policy wins.
            metadata.Where(item => item is IFilterMetadata and ICorsMetadata).ToList().ForEach(endpoint.Metadata.Add);
        }

        description.Mark(metadata.OfType<ObsoleteAttribute>().LastOrDefault());
        description.Complete(hasOwnResponses: metadata.Any(item => item is IProducesResponseTypeMetadata or IApiResponseMetadataProvider));

        if (verbs != RouteVerbs.None)
        {
            endpoint.Metadata.Add(new HttpMethodMetadata(RouteVerbNames.Of(verbs), route.AcceptsPreflight));
        }

        if (name is not null)
        {
            endpoint.Metadata.Add(new RouteNameMetadata(name));
            endpoint.Metadata.Add(new EndpointNameMetadata(name));
        }

        route.Endpoint = (RouteEndpoint)endpoint.Build();
        route.RequestSizeLimit = route.Endpoint.Metadata.GetMetadata<IRequestSizeLimitMetadata>();
        var hosts = route.Endpoint.Metadata.GetMetadata<IHostMetadata>()?.Hosts;
        route.Hosts = hosts is { Count: > 0 } ? new RouteHosts(hosts) : null;
        return route;
    }

    /// <summary>Returns the required values that are no parameters of the template: as in MVC, they are its defaults.</summary>
    private static RouteValueDictionary DefaultsOf(string pattern, RouteValueDictionary required)
    {
        var parsed = RoutePatternFactory.Parse(pattern);
        var defaults = new RouteValueDictionary();
        foreach (var (key, value) in required)
        {
            if (parsed.GetParameter(key) is null)
            {
                defaults[key] = value;
            }
        }

        return defaults;
    }

    /// <summary>Returns the index of the capture of a slot; -1 when this route has none.</summary>
    internal int CaptureOf(int slot) => _captures is null ? slot : _captures[slot];

    internal string SlotName(int slot) => _slots[slot];

    /// <summary>Returns the default value of a slot.</summary>
    internal string? DefaultOf(int slot) => _defaults[slot];
}
