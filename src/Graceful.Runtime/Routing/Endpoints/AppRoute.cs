using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Graceful.Routing;

/// <summary>An endpoint with the parts of its metadata that matching needs for every request.</summary>
internal sealed class AppRoute(RouteEndpoint endpoint)
{
    public RouteEndpoint Endpoint { get; } = endpoint;

    /// <summary>True when the route has CORS metadata: it then answers preflight requests.</summary>
    public bool AcceptsPreflight { get; } = endpoint.Metadata.GetMetadata<ICorsMetadata>() is not null;

    public IRequestSizeLimitMetadata? RequestSizeLimit { get; } = endpoint.Metadata.GetMetadata<IRequestSizeLimitMetadata>();

    /// <summary>Gets the hosts of the route; null when it matches all.</summary>
    public RouteHosts? Hosts { get; } =
        endpoint.Metadata.GetMetadata<IHostMetadata>() is { Hosts: { Count: > 0 } hosts } ? new RouteHosts(hosts) : null;
}
