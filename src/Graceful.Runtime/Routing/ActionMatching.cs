using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Graceful.Routing;

/// <summary>The middleware that runs the compiled route switch. A request that matches no action passes through.</summary>
internal sealed class ActionMatching(RequestDelegate next, RouteMatch match, int captureCount)
{
    /// <summary>The captures that fit on the stack; routes with more parameters use the heap.</summary>
    private const int CapturesOnStack = 16;

    public Task InvokeAsync(HttpContext context)
    {
        // ASP.NET Core's routing has already selected an endpoint after an explicit UseRouting(), after UsePathBase(), and for an
        // error page (dotnet/aspnetcore, src/Shared/Reroute.cs). Actions still come first, or a fallback would answer for them.
        // An endpoint of another kind was set by other code, and is kept.
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
            // The CORS metadata of the requested endpoint decides.
            var preflight = new RouteSearch(path, wanted, captures) { Request = context.Request };
            if (match(ref preflight) is { AcceptsPreflight: true } requested)
            {
                SetRoute(context, requested, path, captures);
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
            // Not final: an endpoint of ASP.NET Core may accept the verb.
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
            // The values belong to the endpoint that is replaced.
            context.Features.Set<IRouteValuesFeature>(null);
        }

        context.SetEndpoint(route.Endpoint);
    }

    /// <summary>Applies <c>[RequestSizeLimit]</c>.</summary>
    /// <remarks>
    /// EndpointRoutingMiddleware does so only for endpoints that it matches itself: dotnet/aspnetcore,
    /// src/Http/Routing/src/EndpointRoutingMiddleware.cs.
    /// </remarks>
    private static void LimitRequestSize(HttpContext context, ActionRoute route)
    {
        if (route.RequestSizeLimit is { } limit &&
            context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = limit.MaxRequestBodySize;
        }
    }
}
