using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Graceful.Transport;

/// <summary>Compares the address of a bound socket with an endpoint.</summary>
internal static class BoundAddress
{
    /// <summary>True when a socket bound to <paramref name="bound"/> serves the endpoint <paramref name="wanted"/>.</summary>
    internal static bool Serves(EndPoint bound, EndPoint wanted) => wanted switch
    {
        IPEndPoint { Port: 0 } ip => bound is IPEndPoint socket && IsSame(socket.Address, ip.Address),
        IPEndPoint ip => bound is IPEndPoint socket && socket.Port == ip.Port && IsSame(socket.Address, ip.Address),
        UnixDomainSocketEndPoint => bound.Equals(wanted),
        FileHandleEndPoint => true,
        _ => false,
    };

    /// <summary>True when the two addresses cannot be bound at the same time.</summary>
    internal static bool Overlap(IPEndPoint one, IPEndPoint other) =>
        one.Port == other.Port && (IsWildcard(one.Address) || IsWildcard(other.Address) || one.Address.Equals(other.Address));

    // Kestrel binds http://*:80 to [::]:80, a socket unit may name 0.0.0.0:80. The two cannot be bound at the same time, so either
    // wildcard serves the other.
    private static bool IsSame(IPAddress bound, IPAddress wanted) => bound.Equals(wanted) || (IsWildcard(bound) && IsWildcard(wanted));

    private static bool IsWildcard(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
