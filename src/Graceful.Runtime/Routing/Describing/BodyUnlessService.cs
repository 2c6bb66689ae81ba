using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Graceful.Routing;

/// <summary>The body of an action whose parameter is a service when the app has registered one.</summary>
/// <remarks>
/// The endpoints of actions are shared by all apps of the process. The API explorer of each app gets endpoints that describe the body
/// as far as its services do not replace it; requests are matched to the shared ones.
/// </remarks>
internal sealed class BodyUnlessService(Type service, AcceptsMetadata body)
{
    /// <summary>Returns the endpoints with the bodies that the app reads.</summary>
    public static IReadOnlyList<Endpoint> Describe(IReadOnlyList<Endpoint> endpoints, IServiceProvider services) =>
        [.. endpoints.Select(endpoint => Describe((RouteEndpoint)endpoint, services))];

    /// <summary>Returns the metadata with the bodies that the app reads.</summary>
    public static IEnumerable<object> Resolve(IEnumerable<object> metadata, IServiceProvider services)
    {
        var known = services.GetService<IServiceProviderIsService>();
        return metadata.Select(item => item is BodyUnlessService one ? one.Resolve(known) : item).OfType<object>();
    }

    private static RouteEndpoint Describe(RouteEndpoint endpoint, IServiceProvider services) =>
        endpoint.Metadata.GetMetadata<BodyUnlessService>() is null || endpoint.RequestDelegate is not { } action
            ? endpoint
            : new RouteEndpoint(
                action,
                endpoint.RoutePattern,
                endpoint.Order,
                new EndpointMetadataCollection(Resolve(endpoint.Metadata, services)),
                endpoint.DisplayName);

    private AcceptsMetadata? Resolve(IServiceProviderIsService? known) => known?.IsService(service) is true ? null : body;
}
