using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Graceful.Transport;

/// <summary>
/// Enforces <see cref="KestrelServerLimits.MaxConcurrentConnections"/> where connections are accepted, in Kestrel's place. Kestrel would
/// count connections that move like new ones, and close them when new ones had taken their place.
/// </summary>
/// <remarks>
/// A connection that moves is always admitted. New ones are then closed until the number is below the limit again, so that it is exceeded
/// during a hand-over only.
/// </remarks>
internal sealed class ConnectionLimit : IPostConfigureOptions<KestrelServerOptions>
{
    private long _max = long.MaxValue;

    public void PostConfigure(string? name, KestrelServerOptions options)
    {
        if (options.Limits.MaxConcurrentConnections is { } max)
        {
            _max = max;
            options.Limits.MaxConcurrentConnections = null;
        }
    }

    /// <summary>True when no new connection may be accepted.</summary>
    internal bool IsReached(IConnectionGate gate) => _max != long.MaxValue && gate.Count >= _max;
}
