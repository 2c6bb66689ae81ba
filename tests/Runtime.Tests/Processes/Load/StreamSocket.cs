using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Runtime.Tests.Processes.Posix;

namespace Runtime.Tests.Processes.Load;

/// <summary>
/// A non-blocking stream socket, straight on the system calls: what the kernel says about the connection (ECONNRESET, EPIPE, the
/// end) arrives here as it is, and a request costs one <c>send</c> and one <c>recv</c>.
/// </summary>
internal static unsafe class StreamSocket
{
    private const ushort AF_INET = 2, AF_INET6 = 10;

    /// <returns>0 when connected, EINPROGRESS, or the error.</returns>
    internal static int Connect(SocketAddress server, out int fd)
    {
        fd = Libc.socket((int)server.Family, Libc.SOCK_STREAM | Libc.SOCK_NONBLOCK | Libc.SOCK_CLOEXEC, 0);
        if (fd < 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"socket: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        if (server.Family != AddressFamily.Unix)
        {
            int on = 1;
            _ = Libc.setsockopt(fd, Libc.IPPROTO_TCP, Libc.TCP_NODELAY, &on, sizeof(int));
        }

        fixed (byte* address = server.Buffer.Span)
        {
            return Libc.connect(fd, address, (uint)server.Size) == 0 ? 0 : Marshal.GetLastPInvokeError();
        }
    }

    /// <returns>How a connect that was in progress ended.</returns>
    internal static int PendingError(int fd)
    {
        int error = 0;
        uint length = sizeof(int);
        _ = Libc.getsockopt(fd, Libc.SOL_SOCKET, Libc.SO_ERROR, &error, &length);
        return error;
    }

    /// <summary>The client's port, by which others know the connection; 0 where there are no ports.</summary>
    internal static int LocalPort(int fd)
    {
        byte* address = stackalloc byte[128];
        uint length = 128;
        bool isInternet = Libc.getsockname(fd, address, &length) == 0
            && *(ushort*)address is AF_INET or AF_INET6;
        return isInternet ? (address[2] << 8) | address[3] : 0;
    }

    /// <returns>The bytes written, or the error as a negative number.</returns>
    internal static int Send(int fd, ReadOnlySpan<byte> data)
    {
        fixed (byte* buffer = data)
        {
            return Result(Libc.send(fd, buffer, (nuint)data.Length, Libc.MSG_NOSIGNAL));
        }
    }

    /// <returns>The bytes read, 0 at the end, or the error as a negative number.</returns>
    internal static int Receive(int fd, Span<byte> data)
    {
        fixed (byte* buffer = data)
        {
            return Result(Libc.recv(fd, buffer, (nuint)data.Length, 0));
        }
    }

    /// <returns>As <see cref="Receive"/>, and leaves the byte where it is.</returns>
    internal static int Peek(int fd)
    {
        byte first;
        return Result(Libc.recv(fd, &first, 1, Libc.MSG_PEEK | Libc.MSG_DONTWAIT));
    }

    private static int Result(nint result) => result >= 0 ? (int)result : -Marshal.GetLastPInvokeError();

    internal static string Describe(int error) => error switch
    {
        Libc.ECONNRESET => "ECONNRESET",
        Libc.EPIPE => "EPIPE",
        Libc.ECONNREFUSED => "ECONNREFUSED",
        _ => $"errno {error} ({Marshal.GetPInvokeErrorMessage(error)})",
    };
}
