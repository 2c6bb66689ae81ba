using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Graceful.Routing;

/// <summary>
/// One route of an action: its endpoint, and which of its captures belongs to which parameter. Made by generated code, once,
/// when it is first needed.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ActionRoute
{
    // The compiled switch has matched it: ASP.NET Core's matcher is not to do so again.
    private static readonly SuppressMatchingMetadata Unmatched = new();

    private readonly string[] _slots;
    private readonly string?[] _defaults;
    private readonly int[]? _captures;

    private ActionRoute(RoutePattern pattern, string[]? slots, int[]? captures)
    {
        _slots = slots ?? [.. pattern.Parameters.Select(parameter => parameter.Name)];
        _captures = captures;
        _defaults = [.. _slots.Select(slot => pattern.GetParameter(slot)?.Default as string)];
        CatchAllSlot = Array.FindIndex(_slots, slot => pattern.GetParameter(slot) is { IsCatchAll: true });
        CaptureCount = captures is { Length: > 0 } ? captures.Max() + 1 : _slots.Length;
    }

    /// <summary>The endpoint, as ASP.NET Core's own middleware understands it.</summary>
    public RouteEndpoint Endpoint { get; private set; } = null!;

    /// <summary>How many parameters the action has over all its routes.</summary>
    internal int SlotCount => _slots.Length;

    /// <summary>The slot of the catch-all, which the dictionary of route values always names; -1 when there is none.</summary>
    internal int CatchAllSlot { get; }

    /// <summary>Whether a preflight request for it is its own: it says something about CORS.</summary>
    internal bool AcceptsPreflight { get; private init; }

    /// <summary>How many captures a search for it leaves.</summary>
    internal int CaptureCount { get; }

    /// <summary>What its metadata says about the size of requests: every request would have to look it up.</summary>
    internal IRequestSizeLimitMetadata? RequestSizeLimit { get; private set; }

    /// <summary>The only hosts that it answers; null when it answers all.</summary>
    internal RouteHosts? Hosts { get; private set; }

    /// <summary>Makes a route.</summary>
    /// <param name="action">Runs the action.</param>
    /// <param name="pattern">Where it answers.</param>
    /// <param name="verbs">What it answers; none means every method.</param>
    /// <param name="displayName">What logs call it.</param>
    /// <param name="describe">Says what the action takes and sends.</param>
    /// <param name="metadata">The attributes of the controller, then those of the action; none when left out.</param>
    /// <param name="name">Its name, for link generation.</param>
    /// <param name="order">Its place before or behind others that match too.</param>
    /// <param name="slots">The parameters of the action over all its routes; when left out, those of the pattern.</param>
    /// <param name="captures">For each slot the index of its capture, -1 when this route has none; when left out, slot and index are the same.</param>
    /// <returns>The route.</returns>
    public static ActionRoute Create(
        RequestDelegate action,
        string pattern,
        RouteVerbs verbs,
        string displayName,
        Action<ActionDescription>? describe = null,
        object[]? metadata = null,
        string? name = null,
        int order = 0,
        string[]? slots = null,
        int[]? captures = null)
    {
        metadata ??= [];
        var parsed = RoutePatternFactory.Parse(pattern);
        var route = new ActionRoute(parsed, slots, captures) { AcceptsPreflight = metadata.OfType<ICorsMetadata>().Any() };

        // The builder, since it adds what names the route in metrics (IRouteDiagnosticsMetadata).
        var endpoint = new RouteEndpointBuilder(action, parsed, order) { DisplayName = displayName };
        endpoint.Metadata.Add(Unmatched);
        endpoint.Metadata.Add(route);

        // What is written down comes behind what is known anyway, and counts more.
        describe?.Invoke(new ActionDescription(endpoint));
        foreach (var item in metadata)
        {
            endpoint.Metadata.Add(item);
        }

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
        route.Hosts = route.Endpoint.Metadata.GetMetadata<IHostMetadata>() is { Hosts: { Count: > 0 } hosts } ? new RouteHosts(hosts) : null;
        return route;
    }

    /// <summary>The index of the capture of a slot; -1 when this route has none for it.</summary>
    internal int CaptureOf(int slot) => _captures is null ? slot : _captures[slot];

    internal string SlotName(int slot) => _slots[slot];

    /// <summary>What the slot holds when the path has nothing for it.</summary>
    internal string? DefaultOf(int slot) => _defaults[slot];
}
