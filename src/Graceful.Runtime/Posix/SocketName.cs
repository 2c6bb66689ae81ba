using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Graceful.Posix;

/// <summary>Reads <c>struct sockaddr</c> (ip(7), ipv6(7), unix(7)).</summary>
internal static unsafe class SocketName
{
    private static readonly UnixDomainSocketEndPoint UnixFamily = new("/");

    /// <summary>Returns the address that a socket is bound to; <see langword="null"/> when Kestrel cannot serve its family.</summary>
    internal static EndPoint? Local(int fd)
    {
        sockaddr_storage storage;
        socklen_t length = sizeof(sockaddr_storage);
        return getsockname(fd, (sockaddr*)&storage, &length) == 0 ? Parse(new ReadOnlySpan<byte>(&storage, (int)length)) : null;
    }

    /// <summary>True when the socket has, or had, a peer. A listening socket has none.</summary>
    internal static bool IsConnected(int fd)
    {
        sockaddr_storage storage;
        socklen_t length = sizeof(sockaddr_storage);

        // A Unix socket keeps its peer's name after the peer has gone; a TCP socket does not.
        return getpeername(fd, (sockaddr*)&storage, &length) == 0;
    }

    /// <summary>Returns the address of a connection's peer; <see langword="null"/> when the peer has gone.</summary>
    internal static EndPoint? Remote(int fd)
    {
        sockaddr_storage storage;
        socklen_t length = sizeof(sockaddr_storage);
        return getpeername(fd, (sockaddr*)&storage, &length) == 0 ? Parse(new ReadOnlySpan<byte>(&storage, (int)length)) : null;
    }

    /// <summary>Returns the address; <see langword="null"/> for other families and truncated addresses.</summary>
    /// <remarks>Never throws: a client chooses the name of its socket, and this runs on the event loop.</remarks>
    internal static EndPoint? Parse(ReadOnlySpan<byte> address)
    {
        if (address.Length < sizeof(sa_family_t))
        {
            return null;
        }

        int family = MemoryMarshal.Read<sa_family_t>(address);
        if (family == AF_INET && address.Length >= sizeof(sockaddr_in))
        {
            var name = MemoryMarshal.Read<sockaddr_in>(address);
            return new IPEndPoint(new IPAddress(new ReadOnlySpan<byte>(name.sin_addr.s_addr, 4)), ntohs(name.sin_port));
        }

        if (family == AF_INET6 && address.Length >= sizeof(sockaddr_in6))
        {
            var name = MemoryMarshal.Read<sockaddr_in6>(address);
            return new IPEndPoint(
                new IPAddress(new ReadOnlySpan<byte>(name.sin6_addr.s6_addr, 16), name.sin6_scope_id),
                ntohs(name.sin6_port));
        }

        return family == AF_UNIX ? ParseUnix(address[sizeof(sa_family_t)..]) : null;
    }

    private static EndPoint ParseUnix(ReadOnlySpan<byte> name)
    {
        // The kernel counts the zero after a path, and a path of 108 bytes has none in sun_path. An abstract name begins with a
        // zero and may contain others.
        if (name is [not 0, ..] && name.IndexOf((byte)0) is var end and >= 0)
        {
            name = name[..end];
        }

        // The constructor rejects an empty name (a client has none), 108 bytes, and most names that are not UTF-8. Create does not.
        var address = new SocketAddress(AddressFamily.Unix, sizeof(sa_family_t) + name.Length);
        name.CopyTo(address.Buffer.Span[sizeof(sa_family_t)..]);
        return UnixFamily.Create(address);
    }
}
