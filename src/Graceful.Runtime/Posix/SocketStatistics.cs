namespace Graceful.Posix;

/// <summary>What the kernel knows of a TCP connection: TCP_INFO (tcp(7)).</summary>
internal static unsafe class SocketStatistics
{
    private const int SizeOfTcpInfo = 104;

    /// <summary>Of <c>tcpi_rtt</c> in <c>struct tcp_info</c> (linux/tcp.h), whose first 104 bytes have been the same since Linux 2.6.</summary>
    private const int RoundTripOffset = 68;

    /// <summary>Returns the number of bytes that wait in the kernel to be sent; zero for a Unix socket.</summary>
    internal static int UnsentBytes(int fd)
    {
        int bytes;
        return Libc.ioctl(fd, Libc.SIOCOUTQNSD, &bytes) == 0 ? bytes : 0;
    }

    /// <summary>The smoothed round-trip time; zero where there is none (a Unix socket).</summary>
    internal static TimeSpan RoundTrip(int fd)
    {
        var info = stackalloc byte[SizeOfTcpInfo];
        uint length = SizeOfTcpInfo;
        return Libc.getsockopt(fd, Libc.IPPROTO_TCP, Libc.TCP_INFO, info, &length) == 0 && length >= RoundTripOffset + sizeof(uint)
            ? TimeSpan.FromMicroseconds(*(uint*)(info + RoundTripOffset))
            : TimeSpan.Zero;
    }
}
