using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Graceful.Posix;

/// <summary>Reads <c>struct sockaddr</c> (ip(7), ipv6(7), unix(7)).</summary>
internal static unsafe class SocketName
{
    /// <summary>Size of <c>sockaddr_storage</c>: room for every family.</summary>
    internal const int MaxLength = 128;

    private static readonly UnixDomainSocketEndPoint UnixFamily = new("/");

    /// <summary>The address that a socket is bound to, or <see langword="null"/> when there is none that Kestrel could serve.</summary>
    internal static EndPoint? Local(int fd)
    {
        var buffer = stackalloc byte[MaxLength];
        uint length = MaxLength;
        return Libc.getsockname(fd, buffer, &length) == 0 ? Parse(new ReadOnlySpan<byte>(buffer, (int)length)) : null;
    }

    /// <summary>Whether there is, or was, another end: a listening socket has none.</summary>
    internal static bool IsConnected(int fd)
    {
        var buffer = stackalloc byte[MaxLength];
        uint length = MaxLength;

        // Unlike that of TCP, a Unix socket's peer keeps its name when it has gone.
        return Libc.getpeername(fd, buffer, &length) == 0;
    }

    /// <summary>The other end of a connection, or <see langword="null"/> when it has gone already.</summary>
    internal static EndPoint? Remote(int fd)
    {
        var buffer = stackalloc byte[MaxLength];
        uint length = MaxLength;
        return Libc.getpeername(fd, buffer, &length) == 0 ? Parse(new ReadOnlySpan<byte>(buffer, (int)length)) : null;
    }

    internal static EndPoint? Parse(ReadOnlySpan<byte> address)
    {
        if (address.Length < sizeof(ushort))
        {
            return null;
        }

        return BitConverter.ToUInt16(address) switch
        {
            Libc.AF_INET => new IPEndPoint(
                new IPAddress(address.Slice(4, 4)),
                BinaryPrimitives.ReadUInt16BigEndian(address[2..])),
            Libc.AF_INET6 => new IPEndPoint(
                new IPAddress(address.Slice(8, 16), BitConverter.ToUInt32(address[24..])),
                BinaryPrimitives.ReadUInt16BigEndian(address[2..])),
            Libc.AF_UNIX => ParseUnix(address[sizeof(ushort)..]),
            _ => null,
        };
    }

    private static EndPoint ParseUnix(ReadOnlySpan<byte> path)
    {
        if (path is [not 0, ..])
        {
            var end = path.IndexOf((byte)0);
            return new UnixDomainSocketEndPoint(Encoding.UTF8.GetString(end < 0 ? path : path[..end]));
        }

        if (path is [0, ..])
        {
            return new UnixDomainSocketEndPoint('\0' + Encoding.UTF8.GetString(path[1..]));
        }

        // A client has no name of its own, and the constructor refuses an empty one: only Create() makes it.
        return UnixFamily.Create(new SocketAddress(AddressFamily.Unix, sizeof(ushort)));
    }
}
