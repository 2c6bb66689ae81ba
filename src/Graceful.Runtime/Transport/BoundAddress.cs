using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Graceful.Transport;

/// <summary>Whether a socket that is bound already is one for an endpoint.</summary>
internal static class BoundAddress
{
    internal static bool Serves(EndPoint bound, EndPoint wanted) => wanted switch
    {
        IPEndPoint { Port: 0 } ip => bound is IPEndPoint socket && IsSame(socket.Address, ip.Address),
        IPEndPoint ip => bound is IPEndPoint socket && socket.Port == ip.Port && IsSame(socket.Address, ip.Address),
        UnixDomainSocketEndPoint => bound.Equals(wanted),
        FileHandleEndPoint => true,
        _ => false,
    };

    /// <summary>Whether the two cannot be bound side by side: one of them takes what is meant for the other.</summary>
    internal static bool Overlap(IPEndPoint one, IPEndPoint other) =>
        one.Port == other.Port && (IsWildcard(one.Address) || IsWildcard(other.Address) || one.Address.Equals(other.Address));

    /// <summary>
    /// Kestrel's <c>http://*:80</c> asks for <c>[::]:80</c>, a socket unit may say <c>0.0.0.0:80</c>, and the two cannot be bound side
    /// by side: who made the socket has decided.
    /// </summary>
    private static bool IsSame(IPAddress bound, IPAddress wanted) => bound.Equals(wanted) || (IsWildcard(bound) && IsWildcard(wanted));

    private static bool IsWildcard(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
