using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Graceful.Transport;

// The socket of an endpoint: inherited, passed by a service manager, or new.
internal sealed partial class ListenerTable
{
    private ListeningSocket Open(string key, EndPoint endpoint)
    {
        var socket = Claim(key, endpoint) ?? Activate(key, endpoint) ?? Create(key, endpoint);
        _transport.Log.Listening(key, socket.Fd, socket.IsInherited);
        return socket;
    }

    private ListeningSocket? Claim(string key, EndPoint endpoint)
    {
        if (!_inherited.Remove(key, out var socket))
        {
            if (endpoint is IPEndPoint { Port: 0 }
                || _inherited.Values.FirstOrDefault(other => other.EndPoint.Equals(endpoint)) is not { } same)
            {
                return null;
            }

            _inherited.Remove(same.Key);
            _formerKeys[same.Key] = key;
            socket = same.For(key);
        }

        if (socket.Path is { IsMissing: true } missing && !socket.IsManaged)
        {
            // The predecessor serves the backlog of the old socket and closes it.
            _transport.Log.SocketPathMissing(missing.Name);
            socket.Close();
            _unwanted.Add(key);
            return null;
        }

        if (socket.Path is { IsReplaced: true } replaced)
        {
            _transport.Log.SocketPathReplaced(replaced.Name);
        }

        if (!socket.IsManaged)
        {
            // A service manager has a setting of its own (Backlog= in the socket unit).
            socket.SetBacklog(_options.Value.Backlog);
        }

        return socket;
    }

    private ListeningSocket? Activate(string key, EndPoint endpoint)
    {
        if (_activated.TryClaim(endpoint) is not { } activated)
        {
            return null;
        }

        _transport.Log.SocketActivated(key, activated.Address, activated.Name, activated.Fd);
        return ListeningSocket.Inherit(key, activated.Fd, isManaged: true);
    }

    private ListeningSocket Create(string key, EndPoint endpoint)
    {
        if (endpoint is FileHandleEndPoint handle)
        {
            return ListeningSocket.Inherit(key, (int)handle.FileHandle);
        }

        try
        {
            return ListeningSocket.Bind(key, endpoint, _options.Value, _transport.Log);
        }
        catch (AddressInUseException) when (Neighbours(endpoint) is { Count: > 0 } neighbours)
        {
            var socket = ListeningSocket.BindBeside(key, (IPEndPoint)endpoint, neighbours);
            if (_isServing)
            {
                socket.ListenBesideOthers(_options.Value.Backlog);
                CloseRetired();
            }
            else
            {
                _besideOthers.Add(socket);
            }

            return socket;
        }
        catch (AddressTakenException taken) when (OwnEndpoint(endpoint) is { } own)
        {
            throw taken.By(own);
        }
    }

    /// <summary>Returns the key of an endpoint of this process with an address that cannot be bound beside this one.</summary>
    private string? OwnEndpoint(EndPoint endpoint) => _active.Values.FirstOrDefault(listener => listener.EndPoint switch
    {
        IPEndPoint own => endpoint is IPEndPoint wanted && BoundAddress.Overlap(own, wanted),
        var own => own.Equals(endpoint),
    })?.Key;

    /// <summary>
    /// Returns the unclaimed inherited sockets with the same port: the endpoint has changed its address. None when the application
    /// creates its sockets itself.
    /// </summary>
    private List<int> Neighbours(EndPoint endpoint) =>
        endpoint is IPEndPoint ip && _options.Value.CreateBoundListenSocket == SocketTransportOptions.CreateDefaultBoundListenSocket
            ? [.. _inherited.Values
                .Where(socket => !socket.IsManaged && socket.EndPoint is IPEndPoint other && BoundAddress.Overlap(ip, other))
                .Select(socket => socket.Fd)]
            : [];
}
