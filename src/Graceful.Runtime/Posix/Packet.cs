namespace Graceful.Posix;

/// <summary>
/// One message of an AF_UNIX SOCK_SEQPACKET channel, with at most one file descriptor beside it (SCM_RIGHTS, unix(7)).
/// </summary>
internal static unsafe class Packet
{
    private const int SizeOfHead = 16;
    private const int ControlSize = 24;

    /// <summary>For a descriptor and the sender's credentials (pid, uid and gid).</summary>
    private const int ReceivedControlSize = ControlSize + 32;

    internal static (int Ours, int Theirs) CreateChannel()
    {
        var pair = stackalloc int[2];
        PosixException.Check(
            Libc.socketpair(Libc.AF_UNIX, Libc.SOCK_SEQPACKET | Libc.SOCK_CLOEXEC | Libc.SOCK_NONBLOCK, 0, pair),
            "socketpair(AF_UNIX, SOCK_SEQPACKET)");
        return (pair[0], pair[1]);
    }

    /// <summary>From now on the kernel says with each message that is sent to this end which process has sent it (SO_PASSCRED, unix(7)).</summary>
    internal static void IdentifySenders(int channel)
    {
        var on = 1;
        PosixException.Check(Libc.setsockopt(channel, Libc.SOL_SOCKET, Libc.SO_PASSCRED, &on, sizeof(int)), "setsockopt(SO_PASSCRED)");
    }

    internal static bool IdentifiesSenders(int channel)
    {
        int on;
        uint length = sizeof(int);
        return Libc.getsockopt(channel, Libc.SOL_SOCKET, Libc.SO_PASSCRED, &on, &length) == 0 && on != 0;
    }

    /// <summary>Whether a descriptor is one end of a channel.</summary>
    internal static bool IsChannel(int fd)
    {
        int type;
        uint length = sizeof(int);
        return Libc.getsockopt(fd, Libc.SOL_SOCKET, Libc.SO_TYPE, &type, &length) == 0 && type == Libc.SOCK_SEQPACKET && SocketName.IsConnected(fd);
    }

    /// <summary>Sends without blocking.</summary>
    /// <returns>0, or the error number: <see cref="Errno.EAGAIN"/> when the receiver is behind, <see cref="Errno.EPIPE"/> when it has gone.</returns>
    internal static int TrySend(int channel, ReadOnlySpan<byte> message, int passedFd = -1)
    {
        fixed (byte* bytes = message)
        {
            var vector = new Libc.IoVec { iov_base = bytes, iov_len = (nuint)message.Length };
            var header = new Libc.MsgHdr { msg_iov = &vector, msg_iovlen = 1 };

            // nuint for the alignment that a control message wants.
            var control = stackalloc nuint[ControlSize / sizeof(ulong)];
            if (passedFd >= 0)
            {
                var head = (Libc.CMsgHdr*)control;
                head->cmsg_len = SizeOfHead + sizeof(int);
                head->cmsg_level = Libc.SOL_SOCKET;
                head->cmsg_type = Libc.SCM_RIGHTS;
                *(int*)((byte*)control + SizeOfHead) = passedFd;
                header.msg_control = (byte*)control;
                header.msg_controllen = ControlSize;
            }

            while (Libc.sendmsg(channel, &header, Libc.MSG_DONTWAIT | Libc.MSG_NOSIGNAL) < 0)
            {
                if (Descriptor.LastError != Errno.EINTR)
                {
                    return Descriptor.LastError;
                }
            }

            return 0;
        }
    }

    /// <summary>Receives without blocking.</summary>
    /// <returns>
    /// The message's length; 0 at the end of the channel; minus the error number otherwise. A descriptor that came with the
    /// message is close-on-exec and belongs to the caller.
    /// </returns>
    internal static int TryReceive(int channel, Span<byte> buffer, out int passedFd) => TryReceive(channel, buffer, out passedFd, out _);

    /// <inheritdoc cref="TryReceive(int, Span{byte}, out int)"/>
    /// <param name="channel">The end that receives.</param>
    /// <param name="buffer">Room for the message.</param>
    /// <param name="passedFd">The descriptor that came with it, or −1.</param>
    /// <param name="sender">The pid of the process that sent it; 0 when that is not asked for, or cannot be seen from here (pid_namespaces(7)).</param>
    internal static int TryReceive(int channel, Span<byte> buffer, out int passedFd, out int sender)
    {
        (passedFd, sender) = (-1, 0);
        fixed (byte* bytes = buffer)
        {
            var vector = new Libc.IoVec { iov_base = bytes, iov_len = (nuint)buffer.Length };
            var control = stackalloc nuint[ReceivedControlSize / sizeof(ulong)];
            var header = new Libc.MsgHdr
            {
                msg_iov = &vector,
                msg_iovlen = 1,
                msg_control = (byte*)control,
                msg_controllen = ReceivedControlSize,
            };

            nint received;
            while ((received = Libc.recvmsg(channel, &header, Libc.MSG_DONTWAIT | Libc.MSG_CMSG_CLOEXEC)) < 0)
            {
                if (Descriptor.LastError != Errno.EINTR)
                {
                    return -Descriptor.LastError;
                }

                header.msg_controllen = ReceivedControlSize;
            }

            // Each is aligned to the size of a pointer; the first field of struct ucred is the pid.
            for (nuint at = 0; at + SizeOfHead + sizeof(int) <= header.msg_controllen;)
            {
                var head = (Libc.CMsgHdr*)((byte*)control + at);
                var first = *(int*)((byte*)control + at + SizeOfHead);
                if (head->cmsg_level == Libc.SOL_SOCKET && head->cmsg_type == Libc.SCM_RIGHTS)
                {
                    passedFd = first;
                    CloseFurther(head);
                }
                else if (head->cmsg_level == Libc.SOL_SOCKET && head->cmsg_type == Libc.SCM_CREDENTIALS)
                {
                    sender = first;
                }

                at += ((nuint)head->cmsg_len + 7) & ~(nuint)7;
            }

            return (int)received;
        }
    }

    /// <summary>A message of this protocol has one descriptor at most. Further ones would stay open for ever.</summary>
    private static void CloseFurther(Libc.CMsgHdr* rights)
    {
        var count = ((int)rights->cmsg_len - SizeOfHead) / sizeof(int);
        for (var i = 1; i < count; i++)
        {
            Descriptor.Close(((int*)((byte*)rights + SizeOfHead))[i]);
        }
    }
}
