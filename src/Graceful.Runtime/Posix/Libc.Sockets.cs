using System.Runtime.InteropServices;

namespace Graceful.Posix;

internal static unsafe partial class Libc
{
    internal const int AF_UNIX = 1;
    internal const int AF_INET = 2;
    internal const int AF_INET6 = 10;

    internal const int SOCK_STREAM = 1;
    internal const int SOCK_DGRAM = 2;
    internal const int SOCK_SEQPACKET = 5;
    internal const int SOCK_NONBLOCK = 0x800;
    internal const int SOCK_CLOEXEC = 0x80000;

    internal const int SOL_SOCKET = 1;
    internal const int SO_TYPE = 3;
    internal const int SO_REUSEPORT = 15;
    internal const int SO_PASSCRED = 16;
    internal const int SO_ACCEPTCONN = 30;
    internal const int SCM_RIGHTS = 1;
    internal const int SCM_CREDENTIALS = 2;
    internal const int IPPROTO_TCP = 6;
    internal const int TCP_NODELAY = 1;
    internal const int TCP_INFO = 11;

    internal const int SHUT_RDWR = 2;

    internal const nuint SIOCOUTQNSD = 0x894B;
    internal const nuint FIONREAD = 0x541B;

    internal const int MSG_CTRUNC = 0x8;
    internal const int MSG_DONTWAIT = 0x40;
    internal const int MSG_NOSIGNAL = 0x4000;
    internal const int MSG_CMSG_CLOEXEC = 0x40000000;

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int ioctl(int fd, nuint request, int* argp);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int socket(int domain, int type, int protocol);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int connect(int sockfd, byte* addr, uint addrlen);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int accept4(int sockfd, byte* addr, uint* addrlen, int flags);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int getsockname(int sockfd, byte* addr, uint* addrlen);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int getpeername(int sockfd, byte* addr, uint* addrlen);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int getsockopt(int sockfd, int level, int optname, void* optval, uint* optlen);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int setsockopt(int sockfd, int level, int optname, void* optval, uint optlen);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int shutdown(int sockfd, int how);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int socketpair(int domain, int type, int protocol, int* sv);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial nint recv(int sockfd, byte* buf, nuint len, int flags);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial nint send(int sockfd, byte* buf, nuint len, int flags);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial nint sendmsg(int sockfd, MsgHdr* msg, int flags);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial nint recvmsg(int sockfd, MsgHdr* msg, int flags);

    [StructLayout(LayoutKind.Sequential)]
    internal struct IoVec
    {
        internal byte* iov_base;
        internal nuint iov_len;
    }

    /// <summary>As glibc lays it out; musl has narrower counts followed by padding, which is the same bytes on little-endian machines.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct MsgHdr
    {
        internal byte* msg_name;
        internal uint msg_namelen;
        internal IoVec* msg_iov;
        internal nuint msg_iovlen;
        internal byte* msg_control;
        internal nuint msg_controllen;
        internal int msg_flags;
    }

    /// <summary>Head of a control message; the payload follows, aligned to the size of a pointer.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct CMsgHdr
    {
        internal nuint cmsg_len;
        internal int cmsg_level;
        internal int cmsg_type;
    }
}
