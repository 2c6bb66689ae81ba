using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Graceful.Posix;

/// <summary>The kernel's statistics of a TCP connection: TCP_INFO (tcp(7)).</summary>
internal static unsafe class SocketStatistics
{
    private const int SIOCOUTQNSD = 0x894B;
    private const int SizeOfTcpInfo = 136;

    /// <summary>Of <c>tcpi_rtt</c> in <c>struct tcp_info</c> (linux/tcp.h); fields are only ever added at its end.</summary>
    private const int RoundTripOffset = 68;

    /// <summary>Of <c>tcpi_bytes_received</c>, since Linux 4.1.</summary>
    private const int BytesReceivedOffset = 128;

    /// <summary>Returns the number of bytes received and read, by any process; null when it is unknown (a Unix socket).</summary>
    internal static long? BytesRead(int fd)
    {
        var info = stackalloc byte[SizeOfTcpInfo];
        socklen_t length = SizeOfTcpInfo;
        int unread;
        return getsockopt(fd, IPPROTO_TCP, TCP_INFO, info, &length) == 0
            && length >= BytesReceivedOffset + sizeof(ulong)
            && ioctl(fd, FIONREAD, &unread) == 0
                ? *(long*)(info + BytesReceivedOffset) - unread
                : null;
    }

    /// <summary>Returns the number of bytes that wait in the kernel to be sent; zero for a Unix socket.</summary>
    internal static int UnsentBytes(int fd)
    {
        int bytes;
        return ioctl(fd, SIOCOUTQNSD, &bytes) == 0 ? bytes : 0;
    }

    /// <summary>Returns the smoothed round-trip time; zero for a Unix socket.</summary>
    internal static TimeSpan RoundTrip(int fd)
    {
        var info = stackalloc byte[SizeOfTcpInfo];
        socklen_t length = SizeOfTcpInfo;
        return getsockopt(fd, IPPROTO_TCP, TCP_INFO, info, &length) == 0 && length >= RoundTripOffset + sizeof(uint)
            ? TimeSpan.FromMicroseconds(*(uint*)(info + RoundTripOffset))
            : TimeSpan.Zero;
    }
}
