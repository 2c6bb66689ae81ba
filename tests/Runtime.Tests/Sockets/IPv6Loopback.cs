using System.Net;
using System.Net.Sockets;

namespace Runtime.Tests.Sockets;

internal static class IPv6Loopback
{
    /// <summary>True when this machine has the address ::1. Containers often have IPv6 sockets without it.</summary>
    internal static bool Exists { get; } = CanBind();

    private static bool CanBind()
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressFamilyNotSupported or SocketError.AddressNotAvailable)
        {
            return false;
        }
    }
}
