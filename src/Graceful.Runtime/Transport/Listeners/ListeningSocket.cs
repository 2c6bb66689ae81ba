using System.Net;
using System.Net.Sockets;
using Graceful.Posix;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using static Tmds.Linux.LibC;

namespace Graceful.Transport;

/// <summary>A listening descriptor, bound here or inherited.</summary>
/// <remarks>
/// <para>
/// It is closed with close(2) only. Disposing a <see cref="Socket"/> over it would call connect(AF_UNSPEC) on the shared listener
/// (SafeSocketHandle.Unix.cs, TryUnblockSocket), which stops it in every process, and would set SO_LINGER {1,0}, which accepted
/// sockets inherit.
/// </para>
/// <para>It is non-blocking in every process: when two processes accept, the slower one would otherwise block in accept4(2).</para>
/// </remarks>
internal sealed class ListeningSocket
{
    // Sockets from the options' CreateBoundListenSocket, rooted so that no finalizer disposes them.
    private static readonly List<Socket> Rooted = [];

    private Action<int>? _listen;

    private ListeningSocket(string key, int fd, bool isInherited, bool isManaged, FileIdentity? file = null)
    {
        Key = key;
        Fd = fd;
        IsInherited = isInherited;
        IsManaged = isManaged;
        Descriptor.SetCloseOnExec(fd);
        Descriptor.SetNonBlocking(fd);
        EndPoint = SocketName.Local(fd)
            ?? throw new StartRefusedException($"The listening socket {key} (fd {fd}) has an unsupported address family.");
        Path = SocketPath.Of(EndPoint, file);
    }

    private ListeningSocket(string key, EndPoint endpoint) => (Key, Fd, EndPoint) = (key, -1, endpoint);

    internal string Key { get; private set; }

    internal int Fd { get; private set; }

    internal bool IsInherited { get; }

    /// <summary>
    /// Gets or sets a value that is true when a service manager holds the socket open too. It then listens after this process has
    /// exited, and the path of a Unix socket is kept.
    /// </summary>
    internal bool IsManaged { get; set; }

    /// <summary>Gets the address that the socket is bound to.</summary>
    internal EndPoint EndPoint { get; }

    /// <summary>Gets the path of a Unix socket, or null.</summary>
    internal SocketPath? Path { get; }

    /// <summary>Describes a socket that is bound later.</summary>
    internal static ListeningSocket Closed(string key, EndPoint endpoint) => new(key, endpoint);

    internal static ListeningSocket Bind(string key, EndPoint endpoint, SocketTransportOptions options, ILogger log)
    {
        Socket? socket = null;
        try
        {
            socket = Create(endpoint, options, log);

            // Two sockets with SO_REUSEADDR can be bound to one address; only one of them can listen.
            socket.Listen(options.Backlog);
        }
        catch (SocketException bind)
        {
            socket?.Dispose();
            throw bind.SocketErrorCode == SocketError.AddressAlreadyInUse
                ? new AddressTakenException(bind, BindProblem.Of(endpoint, bind))
                : new BindException(endpoint, bind);
        }

        lock (Rooted)
        {
            Rooted.Add(socket);
        }

        return new ListeningSocket(key, (int)socket.Handle, isInherited: false, isManaged: false);
    }

    /// <summary>
    /// Binds beside unclaimed inherited sockets with the same port and another address. <see cref="ListenBesideOthers"/> then starts to
    /// listen.
    /// </summary>
    internal static ListeningSocket BindBeside(string key, IPEndPoint endpoint, IReadOnlyList<int> neighbours)
    {
        var socket = SharedPort.Bind(endpoint, neighbours);
        lock (Rooted)
        {
            Rooted.Add(socket);
        }

        return new ListeningSocket(key, (int)socket.Handle, isInherited: false, isManaged: false)
        {
            _listen = backlog => SharedPort.Listen(socket, backlog, neighbours),
        };
    }

    /// <summary>Starts to listen after <see cref="BindBeside"/>: the process is ready, and the neighbours are about to be closed.</summary>
    internal void ListenBesideOthers(int backlog)
    {
        _listen?.Invoke(backlog);
        _listen = null;
    }

    /// <summary>Applies the setting of this process to an inherited socket: listen(2) may be called again for another backlog.</summary>
    internal void SetBacklog(int backlog) => StreamSocket.Listen(Fd, backlog);

    /// <summary>Checks and wraps a descriptor that this process received.</summary>
    /// <param name="key">The key of its endpoint.</param>
    /// <param name="fd">The descriptor.</param>
    /// <param name="isManaged">True when a service manager holds it open too.</param>
    /// <param name="file">The identity of a Unix socket's file, as the predecessor recorded it.</param>
    /// <exception cref="StartRefusedException">It is not a listening socket for this endpoint.</exception>
    internal static ListeningSocket Inherit(string key, int fd, bool isManaged = false, FileIdentity? file = null)
    {
        Check(key, fd);
        return new ListeningSocket(key, fd, isInherited: true, isManaged, file);
    }

    /// <summary>Throws when a descriptor is not a listening socket for the endpoint of <paramref name="key"/>.</summary>
    /// <exception cref="StartRefusedException">It is not a listening socket for this endpoint.</exception>
    internal static void Check(string key, int fd)
    {
        if (FindMismatch(key, fd) is { } mismatch)
        {
            throw new StartRefusedException(
                $"The inherited descriptor {fd} for the endpoint {key} {mismatch}; refusing to start. "
                + "Check the origin of GRACEFUL_LISTENERS or LISTEN_FDS in the environment.");
        }
    }

    private static string? FindMismatch(string key, int fd)
    {
        if (SocketOption.TryGet(fd, SO_ACCEPTCONN) is not { } listens || SocketOption.TryGet(fd, SO_TYPE) is not { } type)
        {
            return Descriptor.LastError == EBADF ? "is not open" : "is not a socket";
        }

        if (type != SOCK_STREAM)
        {
            return "is a datagram or packet socket, not a stream socket";
        }

        if (listens == 0)
        {
            return SocketName.Remote(fd) is { } peer
                ? $"is not a listening socket but is connected to {peer}"
                : "is not a listening socket";
        }

        if (SocketName.Local(fd) is not { } bound)
        {
            return "has an unsupported address family";
        }

        return ListenerKey.TryParse(key) is not { } wanted ? "has a key that is not an endpoint"
            : !BoundAddress.Serves(bound, wanted) ? $"is bound to {bound}"
            : null;
    }

    /// <summary>True when the descriptor is a listening stream socket.</summary>
    internal static bool IsListening(int fd) =>
        SocketOption.TryGet(fd, SO_ACCEPTCONN) is not (null or 0) && SocketOption.TryGet(fd, SO_TYPE) == SOCK_STREAM;

    /// <summary>Gives the socket another key: port 0 in the predecessor is a fixed port here.</summary>
    internal ListeningSocket For(string key)
    {
        Key = key;
        return this;
    }

    internal void Close()
    {
        if (Fd >= 0)
        {
            Descriptor.Close(Fd);
            Fd = -1;
        }
    }

    /// <summary>
    /// Keeps further clients away, while the backlog can still be accepted. shutdown(2) would do so for a Unix socket, but drops the
    /// backlog of a TCP listener.
    /// </summary>
    /// <returns>True when the socket may stay open for a moment: it receives only what ends a TCP handshake that has begun.</returns>
    internal bool Refuse()
    {
        if (EndPoint is not UnixDomainSocketEndPoint)
        {
            return EndPoint is IPEndPoint && SynFilter.TryAttach(Fd);
        }

        Path?.Remove();
        StreamSocket.ShutDown(Fd);
        return false;
    }

    /// <summary>Undoes <see cref="Refuse"/> on a TCP socket.</summary>
    internal void AcceptAgain() => SynFilter.Detach(Fd);

    private static Socket Create(EndPoint endpoint, SocketTransportOptions options, ILogger log)
    {
        try
        {
            return options.CreateBoundListenSocket(endpoint);
        }
        catch (SocketException bind) when (bind.SocketErrorCode == SocketError.AddressAlreadyInUse
            && endpoint is UnixDomainSocketEndPoint && endpoint.ToString() is ['/', ..] path && SocketPath.TryRemoveStale(path))
        {
            log.StaleSocketRemoved(path);
            return options.CreateBoundListenSocket(endpoint);
        }
    }
}
