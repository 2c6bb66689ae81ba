using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Graceful.LongLived;

/// <summary>Tells whether any endpoint of the application has opted in: others pay nothing for requests that move.</summary>
internal sealed class OptIn(IServiceProvider services)
{
    private volatile bool _hasBuiltEndpoints;

    internal bool IsUsed => MovesOnRestartAttribute.IsUsed || (!_hasBuiltEndpoints && BuildEndpoints());

    /// <summary>Routing builds its endpoints, and with them the attributes of lambdas, after the first request has arrived.</summary>
    private bool BuildEndpoints()
    {
        _ = services.GetService<EndpointDataSource>()?.Endpoints.Count;
        _hasBuiltEndpoints = true;
        return MovesOnRestartAttribute.IsUsed;
    }
}
