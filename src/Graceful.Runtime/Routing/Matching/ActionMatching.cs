using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Graceful.Routing;

/// <summary>The middleware that runs the compiled route switch. A request that matches no action passes through.</summary>
/// <param name="matched">The pipeline after UseRouting and <see cref="MethodNotAllowed"/>, which have nothing to add to an action.</param>
/// <param name="unmatched">The pipeline from ASP.NET Core's routing on.</param>
/// <param name="match">The compiled route switch.</param>
/// <param name="captureCount">The maximum number of captures of a route.</param>
/// <param name="changed">The routes that conventions have changed.</param>
internal sealed class ActionMatching(
    RequestDelegate matched,
    RequestDelegate unmatched,
    RouteMatch match,
    int captureCount,
    IReadOnlyDictionary<ActionRoute, AppRoute>? changed)
{
    /// <summary>The captures that fit on the stack; routes with more parameters use the heap.</summary>
    private const int CapturesOnStack = 16;

    public Task InvokeAsync(HttpContext context)
    {
        // Looked up once: Kestrel compares the type with those of all its features.
        var selected = context.Features.Find<IEndpointFeature>();

        // ASP.NET Core's routing has already selected an endpoint after an explicit UseRouting(), after UsePathBase(), and for an
        // error page (dotnet/aspnetcore, src/Shared/Reroute.cs). Actions still come first, or a fallback would answer for them.
        // An endpoint of another kind was set by other code, and is kept.
        var isOpen = selected?.Endpoint is null or RouteEndpoint or { DisplayName: MethodNotAllowed.Rejection };
        return isOpen && Match(context, selected) ? matched(context) : unmatched(context);
    }

    /// <summary>Selects the action of a request.</summary>
    /// <returns>True when it has set an endpoint.</returns>
    [SkipLocalsInit]
    private bool Match(HttpContext context, IEndpointFeature? selected)
    {
        // Read without HttpRequest, which looks its features up again after each feature that a middleware sets, as SetRoute does.
        var request = context.Features.Find<IHttpRequestFeature>()!;
        var path = request.Path;
        var verb = RouteVerbNames.Parse(request.Method);
        var captures = captureCount <= CapturesOnStack ? stackalloc long[CapturesOnStack] : new long[captureCount];
        if (verb == RouteVerbs.Options && MatchPreflight(context, selected, path, captures))
        {
            return true;
        }

        var search = new RouteSearch(path, verb, captures, context.Request);
        var route = match(ref search);
        if (route is not null && IsForHost(context, route))
        {
            SetRoute(context, selected, route, path, captures);
            return true;
        }

        // Not final: an endpoint of ASP.NET Core may accept the verb.
        MethodNotAllowed.Remember(context, search.Allowed);
        return false;
    }

    /// <summary>Selects the action that a CORS preflight announces: its metadata decides.</summary>
    private bool MatchPreflight(HttpContext context, IEndpointFeature? selected, string path, Span<long> captures)
    {
        if (Preflight.VerbOf(context.Request) is not { } wanted)
        {
            return false;
        }

        var search = new RouteSearch(path, wanted, captures, context.Request);
        if (match(ref search) is not { } requested || !AcceptsPreflight(requested) || !IsForHost(context, requested))
        {
            return false;
        }

        SetRoute(context, selected, requested, path, captures);
        return true;
    }

    private bool AcceptsPreflight(ActionRoute route) => changed is null ? route.AcceptsPreflight : changed[route].AcceptsPreflight;

    /// <summary>The compiled switch checks the hosts of attributes; a convention may have added others.</summary>
    private bool IsForHost(HttpContext context, ActionRoute route) =>
        changed is null || changed[route].Hosts is not { } hosts || hosts.Contain(context.Request);

    private void SetRoute(
        HttpContext context, IEndpointFeature? selected, ActionRoute route, string path, ReadOnlySpan<long> captures)
    {
        if (route.Consumes is { } consumed && UnsupportedMediaType.IsAnswerTo(context.Request, consumed))
        {
            context.SetEndpoint(UnsupportedMediaType.Endpoint);
            return;
        }

        var app = changed?[route];
        if ((app is null ? route.RequestSizeLimit : app.RequestSizeLimit) is { } limit)
        {
            BodySizeLimit.Apply(context, limit.MaxRequestBodySize);
        }

        if (route.SlotCount > 0 || route.RequiredValues is not null)
        {
            context.Features.Replace<IRouteValuesFeature>(new RouteValues(route, path, captures));
        }
        else if (selected?.Endpoint is not null)
        {
            // The values belong to the endpoint that is replaced.
            context.Features.Replace<IRouteValuesFeature>(null);
        }

        var endpoint = app?.Endpoint ?? route.Endpoint;
        if (selected is null)
        {
            context.SetEndpoint(endpoint);
        }
        else
        {
            selected.Endpoint = endpoint;
        }
    }
}
