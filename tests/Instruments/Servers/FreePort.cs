using System.Net;
using System.Net.Sockets;

namespace Instruments.Servers;

internal static class FreePort
{
    private static readonly HashSet<int> Given = [];

    /// <summary>
    /// Returns a port of 127.0.0.1 without a listener, below the ephemeral ports (ip(7), ip_local_port_range): an outgoing connection,
    /// of a load client for example, could take one of those before the server binds it. Never returns the same port twice, because a
    /// test may reserve several before it binds the first.
    /// </summary>
    internal static int Next()
    {
        for (int attempt = 0; attempt < 1000; attempt++)
        {
            int port = Random.Shared.Next(12_000, 32_000);
            lock (Given)
            {
                if (!Given.Add(port))
                {
                    continue;
                }
            }

            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                continue;
            }
        }

        throw new InvalidOperationException("A thousand ports of 127.0.0.1 between 12000 and 32000, drawn at random, are all in use.");
    }
}
