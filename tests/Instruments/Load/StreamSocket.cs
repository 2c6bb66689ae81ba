using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Instruments.Posix;
using Tmds.Linux;

namespace Instruments.Load;

/// <summary>
/// A non-blocking stream socket, straight on the system calls: the errors that the kernel reports (ECONNRESET, EPIPE, the
/// end) arrives here as it is, and a request costs one <c>send</c> and one <c>recv</c>.
/// </summary>
internal static unsafe class StreamSocket
{
    /// <returns>0 when connected, EINPROGRESS, or the error.</returns>
    internal static int Connect(SocketAddress server, out int fd)
    {
        fd = LibC.socket((int)server.Family, LibC.SOCK_STREAM | LibC.SOCK_NONBLOCK | LibC.SOCK_CLOEXEC, 0);
        if (fd < 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"socket: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        if (server.Family != AddressFamily.Unix)
        {
            int on = 1;
            _ = LibC.setsockopt(fd, LibC.IPPROTO_TCP, LibC.TCP_NODELAY, &on, sizeof(int));
        }

        fixed (byte* address = server.Buffer.Span)
        {
            return LibC.connect(fd, (sockaddr*)address, server.Size) == 0 ? 0 : Marshal.GetLastPInvokeError();
        }
    }

    /// <returns>The result of a connect that was in progress.</returns>
    internal static int PendingError(int fd)
    {
        int error = 0;
        socklen_t length = sizeof(int);
        _ = LibC.getsockopt(fd, LibC.SOL_SOCKET, LibC.SO_ERROR, &error, &length);
        return error;
    }

    /// <summary>The client's port, by which others know the connection; 0 where there are no ports.</summary>
    internal static int LocalPort(int fd)
    {
        sockaddr_storage address;
        socklen_t length = sizeof(sockaddr_storage);
        bool isInternet = LibC.getsockname(fd, (sockaddr*)&address, &length) == 0
            && (address.ss_family == LibC.AF_INET || address.ss_family == LibC.AF_INET6);

        // Both families have the port in the same place.
        return isInternet ? LibC.ntohs(((sockaddr_in*)&address)->sin_port) : 0;
    }

    /// <returns>The bytes written, or the error as a negative number.</returns>
    internal static int Send(int fd, ReadOnlySpan<byte> data)
    {
        fixed (byte* buffer = data)
        {
            return Result(LibC.send(fd, buffer, data.Length, LibC.MSG_NOSIGNAL));
        }
    }

    /// <returns>The bytes read, 0 at the end, or the error as a negative number.</returns>
    internal static int Receive(int fd, Span<byte> data)
    {
        fixed (byte* buffer = data)
        {
            return Result(LibC.recv(fd, buffer, data.Length, 0));
        }
    }

    /// <returns>As <see cref="Receive"/>, and leaves the byte where it is.</returns>
    internal static int Peek(int fd)
    {
        byte first;
        return Result(LibC.recv(fd, &first, 1, LibC.MSG_PEEK | LibC.MSG_DONTWAIT));
    }

    private static int Result(ssize_t result) => result >= 0 ? (int)result : -Marshal.GetLastPInvokeError();

    internal static string Describe(int error) =>
        error == LibC.ECONNRESET ? "ECONNRESET"
        : error == LibC.EPIPE ? "EPIPE"
        : error == LibC.ECONNREFUSED ? "ECONNREFUSED"
        : $"errno {error} ({Marshal.GetPInvokeErrorMessage(error)})";
}
