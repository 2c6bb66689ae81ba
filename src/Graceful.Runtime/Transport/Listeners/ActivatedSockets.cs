using System.Net;
using System.Net.Sockets;
using Graceful.Posix;
using Microsoft.AspNetCore.Connections;

namespace Graceful.Transport;

/// <summary>The listening sockets that a service manager passed, until an endpoint claims them.</summary>
internal sealed class ActivatedSockets
{
    private readonly List<(int Fd, string Name, EndPoint Address)> _sockets = [];

    /// <param name="passed">All passed descriptors. Those that are no listening stream sockets belong to the application and are
    ///   ignored.</param>
    internal ActivatedSockets(IEnumerable<PassedDescriptor> passed)
    {
        foreach (var (fd, name) in passed)
        {
            if (ListeningSocket.IsListening(fd) && SocketName.Local(fd) is { } address)
            {
                _sockets.Add((fd, name, address));
            }
        }
    }

    /// <summary>Removes and returns the socket for an endpoint. An exact match is preferred to a wildcard address.</summary>
    internal (int Fd, string Name, EndPoint Address)? TryClaim(EndPoint endpoint)
    {
        var index = endpoint is FileHandleEndPoint handle
            ? _sockets.FindIndex(socket => socket.Fd == (int)handle.FileHandle)
            : _sockets.FindIndex(socket => socket.Address.Equals(endpoint));
        if (index < 0)
        {
            index = _sockets.FindIndex(socket => endpoint is IPEndPoint { Port: not 0 } && BoundAddress.Serves(socket.Address, endpoint));
        }

        if (index < 0)
        {
            return null;
        }

        var claimed = _sockets[index];
        _sockets.RemoveAt(index);
        return claimed;
    }

    internal IReadOnlyList<(int Fd, string Name, EndPoint Address)> TakeAll()
    {
        var rest = _sockets.ToArray();
        _sockets.Clear();
        return rest;
    }
}
