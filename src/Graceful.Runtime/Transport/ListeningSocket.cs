using System.Net;
using System.Net.Sockets;
using Graceful.Posix;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;

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
            ?? throw new StartRefusedException($"The listening socket {key} (fd {fd}) is of an address family that cannot be served.");
        Path = SocketPath.Of(EndPoint, file);
    }

    internal string Key { get; private set; }

    internal int Fd { get; private set; }

    internal bool IsInherited { get; }

    /// <summary>A service manager has the socket too: it listens on when this process has gone, and the path of a Unix socket stays.</summary>
    internal bool IsManaged { get; set; }

    /// <summary>The address that it is bound to.</summary>
    internal EndPoint EndPoint { get; }

    /// <summary>Of a Unix socket that has one.</summary>
    internal SocketPath? Path { get; }

    internal static ListeningSocket Bind(string key, EndPoint endpoint, SocketTransportOptions options, ILogger log)
    {
        Socket socket;
        try
        {
            socket = Create(endpoint, options, log);
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
        return new ListeningSocket(key, (int)socket.Handle, isInherited: false, isManaged: false);
    }

    /// <summary>
    /// Binds beside inherited sockets of another address with the same port, which nobody has asked for so far; listening comes with
    /// <see cref="ListenBesideOthers"/>.
    /// </summary>
    internal static ListeningSocket BindBeside(string key, IPEndPoint endpoint, IReadOnlyList<int> neighbours)
    {
        var socket = SharedPort.Bind(endpoint, neighbours);
        lock (Rooted)
        {
            Rooted.Add(socket);
        }

        return new ListeningSocket(key, (int)socket.Handle, isInherited: false, isManaged: false) { _listen = backlog => SharedPort.Listen(socket, backlog, neighbours) };
    }

    /// <summary>The process is ready, and its neighbours are about to be closed.</summary>
    internal void ListenBesideOthers(int backlog)
    {
        _listen?.Invoke(backlog);
        _listen = null;
    }

    /// <summary>Takes a descriptor that was handed to this process, after a look at what it is.</summary>
    /// <param name="key">The endpoint that it is for.</param>
    /// <param name="fd">The descriptor.</param>
    /// <param name="isManaged">Whether a service manager has it too.</param>
    /// <param name="file">Which file is behind the path of a Unix socket, as a predecessor knows it.</param>
    /// <exception cref="StartRefusedException">It is not a listening socket for this endpoint.</exception>
    internal static ListeningSocket Inherit(string key, int fd, bool isManaged = false, FileIdentity? file = null)
    {
        Check(key, fd);
        return new ListeningSocket(key, fd, isInherited: true, isManaged, file);
    }

    /// <exception cref="StartRefusedException">It is not a listening socket for this endpoint.</exception>
    internal static void Check(string key, int fd)
    {
        if (WhyNot(key, fd) is { } reason)
        {
            throw new StartRefusedException(
                $"The inherited descriptor {fd} for the endpoint {key} {reason}; refusing to start. Check what sets GRACEFUL_LISTENERS or LISTEN_FDS.");
        }
    }

    private static string? WhyNot(string key, int fd)
    {
        if (TryGetOption(fd, Libc.SO_ACCEPTCONN) is not { } listens || TryGetOption(fd, Libc.SO_TYPE) is not { } type)
        {
            return Descriptor.LastError == Errno.EBADF ? "is not open" : "is not a socket";
        }

        if (type != Libc.SOCK_STREAM)
        {
            return "is a socket for datagrams or packets, not for streams";
        }

        if (listens == 0)
        {
            return SocketName.Remote(fd) is { } peer ? $"is a socket that does not listen but is connected to {peer}" : "is a socket that does not listen";
        }

        if (SocketName.Local(fd) is not { } bound)
        {
            return "is of an address family that cannot be served";
        }

        return ListenerKey.TryParse(key) is not { } wanted ? "is for something that is no endpoint"
            : !BoundAddress.Serves(bound, wanted) ? $"is bound to {bound}"
            : null;
    }

    /// <summary>Whether connections can be accepted on a descriptor, and are streams.</summary>
    internal static bool IsListening(int fd) =>
        TryGetOption(fd, Libc.SO_ACCEPTCONN) is not (null or 0) && TryGetOption(fd, Libc.SO_TYPE) == Libc.SOCK_STREAM;

    private static unsafe int? TryGetOption(int fd, int option)
    {
        int value;
        uint length = sizeof(int);
        return Libc.getsockopt(fd, Libc.SOL_SOCKET, option, &value, &length) == 0 ? value : null;
    }

    /// <summary>The same address under another name: port 0 once, and now the number that it was given.</summary>
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
    /// Lets nobody connect any more, while what waits in the backlog can still be accepted. Unix sockets alone have such a state:
    /// a shutdown(2) of a TCP listener drops its backlog.
    /// </summary>
    internal void Refuse()
    {
        if (EndPoint is UnixDomainSocketEndPoint)
        {
            Path?.Remove();
            _ = Libc.shutdown(Fd, Libc.SHUT_RDWR);
        }
    }

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
