using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Graceful.LongLived;

/// <summary>
/// The opt-in of the application's endpoints (<see cref="MovesOnRestartAttribute"/>): without one, nothing is done for requests that move.
/// </summary>
internal sealed class OptIn(IServiceProvider services)
{
    private volatile Use _use;

    /// <summary>True when an endpoint has opted in. Routing builds its endpoints for the first request.</summary>
    internal bool IsUsed => (_use == Use.Unknown ? Find() : _use) == Use.Some;

    /// <summary>
    /// Does in advance the work that would delay the first connection that arrives. Called by a successor before it reports that it is
    /// ready.
    /// </summary>
    [SuppressMessage(
        "Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "The WebSocket protocol prescribes SHA-1.")]
    internal void WarmUp()
    {
        if (IsUsed)
        {
            // The answer to a WebSocket has a SHA-1 sum (RFC 6455, 4.2.2). The first one loads OpenSSL, which takes several milliseconds.
            _ = SHA1.HashData([]);
        }
    }

    private Use Find()
    {
        if (services.GetService<EndpointDataSource>() is not { } source)
        {
            return _use = Use.None;
        }

        var token = source.GetChangeToken();
        var found = source.Endpoints.Any(endpoint => endpoint.Metadata.GetMetadata<MovesOnRestartAttribute>() is not null)
            ? Use.Some
            : Use.None;

        // Before the callback, which runs at once when the endpoints have changed meanwhile.
        _use = found;
        _ = token.RegisterChangeCallback(static optIn => ((OptIn)optIn!)._use = Use.Unknown, this);
        return found;
    }

    private enum Use
    {
        /// <summary>The endpoints have not been read, or have changed since.</summary>
        Unknown,

        None,
        Some,
    }
}
