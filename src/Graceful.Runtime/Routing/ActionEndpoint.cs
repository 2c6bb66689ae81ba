using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Graceful.Routing;

/// <summary>Makes the endpoint of an action. Called by generated code, once for each action, when it is first needed.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ActionEndpoint
{
    // The compiled switch has matched it: ASP.NET Core's matcher is not to do so again.
    private static readonly SuppressMatchingMetadata Unmatched = new();

    /// <summary>Makes an endpoint that ASP.NET Core's own middleware understands.</summary>
    /// <param name="action">Runs the action.</param>
    /// <param name="route">Its route pattern.</param>
    /// <param name="displayName">What logs call it.</param>
    /// <param name="metadata">The attributes of the controller, then those of the action.</param>
    /// <returns>The endpoint.</returns>
    public static RouteEndpoint Create(RequestDelegate action, string route, string displayName, params object[] metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);

        // The builder, since it adds what names the route in metrics (IRouteDiagnosticsMetadata).
        var endpoint = new RouteEndpointBuilder(action, RoutePatternFactory.Parse(route), order: 0) { DisplayName = displayName };
        endpoint.Metadata.Add(Unmatched);
        foreach (var item in metadata)
        {
            endpoint.Metadata.Add(item);
        }

        return (RouteEndpoint)endpoint.Build();
    }
}
