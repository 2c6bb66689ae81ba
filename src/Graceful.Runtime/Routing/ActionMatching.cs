using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Graceful.Routing;

/// <summary>The middleware that asks the compiled switch, and leaves to others what it does not know.</summary>
internal sealed class ActionMatching(RequestDelegate next, RouteMatch match, int captureCount)
{
    /// <summary>Room for the captures on the stack; routes with more parameters take it from the heap.</summary>
    private const int CapturesOnStack = 16;

    public Task InvokeAsync(HttpContext context)
    {
        // Routing runs before us, and has chosen, behind an explicit UseRouting(), and wherever the path is changed: behind
        // UsePathBase() and for an error page (dotnet/aspnetcore, src/Shared/Reroute.cs). Controllers are asked first all the
        // same, or a fallback would answer for them. An endpoint of another kind was set by hand, and stays.
        if (context.GetEndpoint() is null or RouteEndpoint or { DisplayName: MethodNotAllowed.Rejection })
        {
            Match(context);
        }

        return next(context);
    }

    [SkipLocalsInit]
    private void Match(HttpContext context)
    {
        var path = context.Request.Path.Value ?? string.Empty;
        var verb = RouteVerbNames.Parse(context.Request.Method);
        var captures = captureCount <= CapturesOnStack ? stackalloc long[CapturesOnStack] : new long[captureCount];

        if (verb == RouteVerbs.Options && Preflight.VerbOf(context.Request) is { } wanted)
        {
            // The endpoint that the browser asks about is the one whose CORS metadata says whether it may.
            var preflight = new RouteSearch(path, wanted, captures) { Request = context.Request };
            if (match(ref preflight) is { AcceptsPreflight: true } asked)
            {
                SetRoute(context, asked, path, captures);
                return;
            }
        }

        var search = new RouteSearch(path, verb, captures) { Request = context.Request };
        var route = match(ref search);
        if (route is not null)
        {
            SetRoute(context, route, path, captures);
        }
        else if (search.Allowed != RouteVerbs.None)
        {
            // Not decided yet: an endpoint that is not ours may know the verb.
            MethodNotAllowed.Remember(context, search.Allowed);
        }
    }

    private static void SetRoute(HttpContext context, ActionRoute route, string path, ReadOnlySpan<long> captures)
    {
        LimitRequestSize(context, route);
        if (route.SlotCount > 0)
        {
            context.Features.Set<IRouteValuesFeature>(new RouteValues(context, route, path, captures));
        }
        else if (context.GetEndpoint() is not null)
        {
            // The values are those of the endpoint that is put aside.
            context.Features.Set<IRouteValuesFeature>(null);
        }

        context.SetEndpoint(route.Endpoint);
    }

    /// <summary>
    /// What EndpointRoutingMiddleware does for the endpoints that it matches itself
    /// (dotnet/aspnetcore, src/Http/Routing/src/EndpointRoutingMiddleware.cs): without it, a <c>[RequestSizeLimit]</c> would
    /// be ignored.
    /// </summary>
    private static void LimitRequestSize(HttpContext context, ActionRoute route)
    {
        if (route.RequestSizeLimit is { } limit &&
            context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = limit.MaxRequestBodySize;
        }
    }
}
