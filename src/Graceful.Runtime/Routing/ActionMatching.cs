using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Graceful.Routing;

/// <summary>The middleware that asks the compiled switch, and leaves to others what it does not know.</summary>
internal sealed class ActionMatching(RequestDelegate next, RouteMatch match)
{
    public Task InvokeAsync(HttpContext context)
    {
        // An endpoint that is there already was chosen by an explicit UseRouting() before us.
        if (context.GetEndpoint() is null && match(context.Request.Path.Value) is { } endpoint)
        {
            LimitRequestSize(context, endpoint);
            context.SetEndpoint(endpoint);
        }

        return next(context);
    }

    /// <summary>
    /// What EndpointRoutingMiddleware does for the endpoints that it matches itself
    /// (dotnet/aspnetcore, src/Http/Routing/src/EndpointRoutingMiddleware.cs): without it, a <c>[RequestSizeLimit]</c> would
    /// be ignored.
    /// </summary>
    private static void LimitRequestSize(HttpContext context, Endpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<IRequestSizeLimitMetadata>() is { } limit &&
            context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = limit.MaxRequestBodySize;
        }
    }
}
