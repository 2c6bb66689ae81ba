using System.Net;
using System.Net.Sockets;
using Graceful.Posix;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Graceful.Transport;

/// <summary>A listening descriptor, bound here or inherited.</summary>
/// <remarks>
/// <para>
/// It is closed with close(2) and in no other way. Disposing a <see cref="Socket"/> over it would connect(AF_UNSPEC) the shared
/// listener (SafeSocketHandle.Unix.cs, TryUnblockSocket), which ends it for every process that has it, and would set
/// SO_LINGER {1,0} on it, which accepted sockets inherit.
/// </para>
/// <para>It stays non-blocking in every process: otherwise one of two that accept sits in accept4(2) when the other was faster.</para>
/// </remarks>
internal sealed class ListeningSocket
{
    // Sockets that the options' CreateBoundListenSocket made: rooted, so that no finalizer disposes them.
    private static readonly List<Socket> Rooted = [];

    private ListeningSocket(string key, int fd, bool isInherited)
    {
        Key = key;
        Fd = fd;
        IsInherited = isInherited;
        Descriptor.SetCloseOnExec(fd);
        Descriptor.SetNonBlocking(fd);
        EndPoint = SocketName.Local(fd)
            ?? throw new InvalidOperationException($"The listening socket {key} (fd {fd}) is of an address family that cannot be served.");
    }

    internal string Key { get; }

    internal int Fd { get; private set; }

    internal bool IsInherited { get; }

    /// <summary>The address that it is bound to.</summary>
    internal EndPoint EndPoint { get; }

    internal static ListeningSocket Bind(string key, EndPoint endpoint, SocketTransportOptions options)
    {
        Socket socket;
        try
        {
            socket = options.CreateBoundListenSocket(endpoint);
        }
        catch (SocketException bind) when (bind.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new AddressInUseException(bind.Message, bind);
        }

        lock (Rooted)
        {
            Rooted.Add(socket);
        }

        socket.Listen(options.Backlog);
        return new ListeningSocket(key, (int)socket.Handle, isInherited: false);
    }

    /// <summary>Takes a descriptor that was handed to this process, after a look at what it is.</summary>
    /// <exception cref="InvalidOperationException">It is not a listening socket.</exception>
    internal static unsafe ListeningSocket Inherit(string key, int fd)
    {
        int listens;
        uint length = sizeof(int);
        if (Libc.getsockopt(fd, Libc.SOL_SOCKET, Libc.SO_ACCEPTCONN, &listens, &length) != 0)
        {
            var reason = Descriptor.LastError;
            throw new InvalidOperationException(
                $"The inherited descriptor {fd} for the endpoint {key} is not a socket; refusing to start. "
                + "Check what sets GRACEFUL_LISTENERS.",
                PosixException.Create("getsockopt(SO_ACCEPTCONN)", reason, $"fd {fd}"));
        }

        if (listens == 0)
        {
            throw new InvalidOperationException(
                $"The inherited descriptor {fd} for the endpoint {key} is a socket that does not listen; refusing to start. "
                + "Check what sets GRACEFUL_LISTENERS.");
        }

        return new ListeningSocket(key, fd, isInherited: true);
    }

    /// <summary>Whether this is what the endpoint asks for, or something else under its name.</summary>
    internal bool Serves(EndPoint wanted) => wanted switch
    {
        IPEndPoint { Port: 0 } ip => EndPoint is IPEndPoint bound && bound.AddressFamily == ip.AddressFamily,
        IPEndPoint or UnixDomainSocketEndPoint => EndPoint.Equals(wanted),
        _ => true,
    };

    internal void Close()
    {
        if (Fd >= 0)
        {
            Descriptor.Close(Fd);
            Fd = -1;
        }
    }
}
