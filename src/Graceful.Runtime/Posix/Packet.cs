using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Graceful.Posix;

/// <summary>
/// One message of an AF_UNIX SOCK_SEQPACKET channel, with at most one file descriptor (SCM_RIGHTS, unix(7)).
/// </summary>
internal static unsafe class Packet
{
    /// <summary>CMSG_LEN(sizeof(int)) of cmsg(3).</summary>
    /// <remarks>
    /// Tmds.LibC 0.5.0 rounds it up to the alignment, as CMSG_SPACE does. The kernel would then pass a second descriptor: the number in the
    /// padding, which is 0, standard input.
    /// </remarks>
    private static int RightsLength => sizeof(cmsghdr) + sizeof(int);

    internal static (int Ours, int Theirs) CreateChannel()
    {
        var pair = stackalloc int[2];
        PosixException.Check(
            socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, pair),
            "socketpair(AF_UNIX, SOCK_SEQPACKET)");
        return (pair[0], pair[1]);
    }

    /// <summary>Makes the kernel attach the sender's pid to each message that arrives at this end (SO_PASSCRED, unix(7)).</summary>
    internal static void IdentifySenders(int channel)
    {
        PosixException.Check(SocketOption.TurnOn(channel, SOL_SOCKET, SO_PASSCRED), "setsockopt(SO_PASSCRED)");
    }

    internal static bool IdentifiesSenders(int channel) => SocketOption.TryGet(channel, SO_PASSCRED) is not (null or 0);

    /// <summary>True when a descriptor is one end of a channel.</summary>
    internal static bool IsChannel(int fd) => SocketOption.TryGet(fd, SO_TYPE) == SOCK_SEQPACKET && SocketName.IsConnected(fd);

    /// <summary>True for an error of <see cref="TrySend"/> after which the same message may be sent later.</summary>
    internal static bool IsTemporary(int errno) =>
        errno == EAGAIN || errno == ENOBUFS || errno == ENOMEM || errno == ETOOMANYREFS;

    /// <summary>Sends without blocking.</summary>
    /// <returns>0, or the error number: EAGAIN when the receiver's queue is full, EPIPE when the receiver has gone.</returns>
    internal static int TrySend(int channel, ReadOnlySpan<byte> message, int passedFd = -1)
    {
        fixed (byte* bytes = message)
        {
            var vector = new iovec { iov_base = bytes, iov_len = message.Length };
            var header = new msghdr { msg_iov = &vector, msg_iovlen = 1 };

            // nuint for the alignment of a control message.
            var control = stackalloc nuint[CMSG_SPACE(sizeof(int)) / sizeof(nuint)];
            if (passedFd >= 0)
            {
                header.msg_control = control;
                header.msg_controllen = CMSG_SPACE(sizeof(int));
                var head = CMSG_FIRSTHDR(&header);
                head->cmsg_len = RightsLength;
                head->cmsg_level = SOL_SOCKET;
                head->cmsg_type = SCM_RIGHTS;
                *(int*)CMSG_DATA(head) = passedFd;
            }

            while ((long)sendmsg(channel, &header, MSG_DONTWAIT | MSG_NOSIGNAL) < 0)
            {
                if (Descriptor.LastError != EINTR)
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
    /// <param name="buffer">Receives the message.</param>
    /// <param name="passedFd">The descriptor that came with it, or −1. Further ones are closed.</param>
    /// <param name="sender">
    /// The sender's pid; 0 when the channel does not identify senders or the sender is in another pid namespace (pid_namespaces(7)).
    /// </param>
    internal static int TryReceive(int channel, Span<byte> buffer, out int passedFd, out int sender)
    {
        (passedFd, sender) = (-1, 0);
        fixed (byte* bytes = buffer)
        {
            var vector = new iovec { iov_base = bytes, iov_len = buffer.Length };
            var controlSize = CMSG_SPACE(sizeof(int)) + CMSG_SPACE(sizeof(ucred));
            var control = stackalloc nuint[controlSize / sizeof(nuint)];
            var header = new msghdr { msg_iov = &vector, msg_iovlen = 1, msg_control = control, msg_controllen = controlSize };

            long received;
            while ((received = recvmsg(channel, &header, MSG_DONTWAIT | MSG_CMSG_CLOEXEC)) < 0)
            {
                if (Descriptor.LastError != EINTR)
                {
                    return -Descriptor.LastError;
                }

                header.msg_controllen = controlSize;
            }

            for (var head = CMSG_FIRSTHDR(&header); head != null; head = CMSG_NXTHDR(&header, head))
            {
                if (head->cmsg_level == SOL_SOCKET && head->cmsg_type == SCM_RIGHTS)
                {
                    passedFd = TakeOne(head);
                }
                else if (head->cmsg_level == SOL_SOCKET && head->cmsg_type == SCM_CREDENTIALS)
                {
                    sender = ((ucred*)CMSG_DATA(head))->pid;
                }
            }

            return (int)received;
        }
    }

    /// <summary>Returns the first descriptor. A message of this protocol has one at most; further ones would stay open.</summary>
    private static int TakeOne(cmsghdr* rights)
    {
        var fds = (int*)CMSG_DATA(rights);
        var count = ((int)rights->cmsg_len - sizeof(cmsghdr)) / sizeof(int);
        for (var i = 1; i < count; i++)
        {
            Descriptor.Close(fds[i]);
        }

        return count > 0 ? fds[0] : -1;
    }
}
