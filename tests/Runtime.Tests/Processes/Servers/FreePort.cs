using System.Net;
using System.Net.Sockets;

namespace Runtime.Tests.Processes.Servers;

internal static class FreePort
{
    private static readonly HashSet<int> Given = [];

    /// <summary>
    /// A port of 127.0.0.1 that nothing listens on, below the ephemeral ports (ip(7), ip_local_port_range): one of those could be
    /// taken by an outgoing connection, of a load client for example, before the server binds it. Never the same twice: a test asks for
    /// several before it binds the first.
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
