using System.Net;
using System.Net.Sockets;
using Graceful.Posix;
using static Tmds.Linux.LibC;

namespace Graceful.Transport;

/// <summary>
/// Binds a port whose address changes between two generations: <c>127.0.0.1:80</c> and then <c>*:80</c>, or the other way round. The
/// old socket must listen until the new one does. The kernel allows two such sockets only when both have SO_REUSEPORT (socket(7)),
/// which is set for that moment only.
/// </summary>
internal static class SharedPort
{
    /// <summary>Returns a socket that is bound and does not listen yet: until it does, every client reaches the old one.</summary>
    /// <param name="endpoint">The address.</param>
    /// <param name="neighbours">Descriptors of inherited sockets that overlap with it.</param>
    /// <exception cref="SocketException">Another process uses the port too.</exception>
    internal static Socket Bind(IPEndPoint endpoint, IReadOnlyList<int> neighbours)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // As SocketTransportOptions.CreateDefaultBoundListenSocket does.
            if (endpoint.Address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            Together((int)socket.Handle, neighbours, () => socket.Bind(endpoint));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Starts to listen beside the neighbours, which are still open in this process or another.</summary>
    internal static void Listen(Socket socket, int backlog, IReadOnlyList<int> neighbours) =>
        Together((int)socket.Handle, neighbours, () => socket.Listen(backlog));

    private static void Together(int fd, IReadOnlyList<int> neighbours, Action act)
    {
        Share(fd, neighbours, on: 1);
        try
        {
            act();
        }
        finally
        {
            Share(fd, neighbours, on: 0);
        }
    }

    private static void Share(int fd, IReadOnlyList<int> neighbours, int on)
    {
        foreach (var sharing in neighbours.Append(fd))
        {
            _ = SocketOption.Set(sharing, SOL_SOCKET, SO_REUSEPORT, on);
        }
    }
}
