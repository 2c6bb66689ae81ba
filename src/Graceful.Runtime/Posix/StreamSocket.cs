using System.Buffers;
using System.Net;
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Graceful.Posix;

/// <summary>The calls on stream sockets that listen or are connected (tcp(7), unix(7)).</summary>
internal static unsafe class StreamSocket
{
    /// <summary>The limit of segments for one sendmsg(2); the rest goes with the next call.</summary>
    private const int MaxSegments = 64;

    /// <summary>Starts to listen, or sets the backlog of a socket that listens.</summary>
    internal static void Listen(int fd, int backlog) => _ = listen(fd, backlog);

    /// <summary>Ends both directions.</summary>
    internal static void ShutDown(int fd) => _ = shutdown(fd, SHUT_RDWR);

    /// <summary>Ends the direction to the other end, which sees the end of its input.</summary>
    internal static void ShutDownWriting(int fd) => _ = shutdown(fd, SHUT_WR);

    /// <summary>Accepts a connection, which is non-blocking and close-on-exec.</summary>
    /// <param name="listener">The listening socket.</param>
    /// <param name="remote">The client's address; <see langword="null"/> for families that Kestrel does not serve.</param>
    /// <returns>The descriptor; minus the error number when there is none.</returns>
    internal static int Accept(int listener, out EndPoint? remote)
    {
        sockaddr_storage address;
        socklen_t length = sizeof(sockaddr_storage);
        var fd = accept4(listener, (sockaddr*)&address, &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0)
        {
            remote = null;
            return -Descriptor.LastError;
        }

        remote = SocketName.Parse(new ReadOnlySpan<byte>(&address, (int)length));
        return fd;
    }

    /// <returns>The number of bytes; −1 with <paramref name="errno"/> set.</returns>
    internal static int Receive(int fd, Span<byte> buffer, out int errno)
    {
        fixed (byte* bytes = buffer)
        {
            while (true)
            {
                var received = (int)recv(fd, bytes, buffer.Length, 0);
                errno = received < 0 ? Descriptor.LastError : 0;
                if (errno != EINTR)
                {
                    return received;
                }
            }
        }
    }

    /// <inheritdoc cref="Receive"/>
    internal static int Send(int fd, in ReadOnlySequence<byte> data, out int errno) =>
        data.IsSingleSegment ? Send(fd, data.FirstSpan, out errno) : SendGathered(fd, data, out errno);

    private static int Send(int fd, ReadOnlySpan<byte> data, out int errno)
    {
        fixed (byte* bytes = data)
        {
            while (true)
            {
                var sent = (int)send(fd, bytes, data.Length, MSG_NOSIGNAL);
                errno = sent < 0 ? Descriptor.LastError : 0;
                if (errno != EINTR)
                {
                    return sent;
                }
            }
        }
    }

    private static int SendGathered(int fd, in ReadOnlySequence<byte> data, out int errno)
    {
        var vectors = stackalloc iovec[MaxSegments];
        var pins = ArrayPool<MemoryHandle>.Shared.Rent(MaxSegments);
        var count = 0;
        try
        {
            foreach (var segment in data)
            {
                if (count == MaxSegments)
                {
                    break;
                }

                pins[count] = segment.Pin();
                vectors[count] = new iovec { iov_base = pins[count].Pointer, iov_len = segment.Length };
                count++;
            }

            var message = new msghdr { msg_iov = vectors, msg_iovlen = count };
            while (true)
            {
                var sent = (int)sendmsg(fd, &message, MSG_NOSIGNAL);
                errno = sent < 0 ? Descriptor.LastError : 0;
                if (errno != EINTR)
                {
                    return sent;
                }
            }
        }
        finally
        {
            for (var i = 0; i < count; i++)
            {
                pins[i].Dispose();
            }

            ArrayPool<MemoryHandle>.Shared.Return(pins, clearArray: true);
        }
    }
}
