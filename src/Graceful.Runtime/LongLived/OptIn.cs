using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Graceful.LongLived;

/// <summary>Tells whether any endpoint of the application has opted in: others pay nothing for requests that move.</summary>
internal sealed class OptIn(IServiceProvider services)
{
    private volatile bool _hasBuiltEndpoints;

    internal bool IsUsed => MovesOnRestartAttribute.IsUsed || (!_hasBuiltEndpoints && BuildEndpoints());

    /// <summary>
    /// Does in advance what the first connection to arrive here would wait for. Called by a successor before it reports that it is ready.
    /// </summary>
    [SuppressMessage(
        "Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "The WebSocket protocol prescribes SHA-1.")]
    internal void WarmUp()
    {
        if (BuildEndpoints())
        {
            // The answer to a WebSocket has a SHA-1 sum (RFC 6455, 4.2.2). The first one loads OpenSSL, which takes several milliseconds.
            _ = SHA1.HashData([]);
        }
    }

    /// <summary>Routing builds its endpoints, and with them the attributes of lambdas, after the first request has arrived.</summary>
    private bool BuildEndpoints()
    {
        _ = services.GetService<EndpointDataSource>()?.Endpoints.Count;
        _hasBuiltEndpoints = true;
        return MovesOnRestartAttribute.IsUsed;
    }
}
