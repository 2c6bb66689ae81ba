using System.Net;
using System.Net.Sockets;
using Instruments.Servers;

namespace Instruments.Raw;

/// <summary>Connects the sockets of raw clients.</summary>
internal static class RawSocket
{
    /// <summary>Connects to a TCP or Unix socket. Each write leaves at once.</summary>
    internal static async Task<Socket> ConnectAsync(EndPoint server)
    {
        ProtocolType protocol = server is UnixDomainSocketEndPoint ? ProtocolType.Unspecified : ProtocolType.Tcp;
        var socket = new Socket(server.AddressFamily, SocketType.Stream, protocol);
        try
        {
            if (protocol == ProtocolType.Tcp)
            {
                socket.NoDelay = true;
            }

            using var limit = new CancellationTokenSource(Until.Limit);
            await socket.ConnectAsync(server, limit.Token);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
