using System.Net;
using System.Net.Sockets;

namespace Runtime.Tests.Failures;

/// <summary>A port of 127.0.0.1 on which the tests listen while they run.</summary>
internal static class Occupied
{
    private static readonly Socket Listener = Listen();

    internal static int Port => ((IPEndPoint)Listener.LocalEndPoint!).Port;

    private static Socket Listen()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        return socket;
    }
}
