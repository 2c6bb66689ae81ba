using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Graceful.Routing;

/// <summary>Applies <c>[RequestSizeLimit]</c>, as metadata of an action or as a filter of MVC.</summary>
/// <remarks>
/// EndpointRoutingMiddleware does so only for endpoints that it matches itself: dotnet/aspnetcore,
/// src/Http/Routing/src/EndpointRoutingMiddleware.cs.
/// </remarks>
internal static class BodySizeLimit
{
    /// <param name="context">The request. Nothing changes when its body is being read already.</param>
    /// <param name="bytes">The limit; null for none.</param>
    public static void Apply(HttpContext context, long? bytes)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = bytes;
        }
    }
}
