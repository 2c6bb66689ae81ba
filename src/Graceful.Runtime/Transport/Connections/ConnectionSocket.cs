using System.Buffers;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Graceful.Posix;
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Graceful.Transport;

/// <summary>The connected socket of a connection: its descriptor, and the calls on it.</summary>
/// <remarks>
/// The descriptor stays open until the receive and send loops have ended, so that its number cannot belong to another file.
/// </remarks>
internal sealed unsafe class ConnectionSocket(int fd)
{
    /// <summary>The limit of segments for one sendmsg(2); the rest goes with the next call.</summary>
    private const int MaxSegments = 64;

    private const int Released = -1;

    private readonly Lock _lock = new();
    private int _fd = fd;
    private Socket? _exposed;

    internal int Fd => _fd;

    /// <summary>True when bytes wait in the kernel, because the client or the network is slow.</summary>
    internal bool HasUnsentBytes => SocketStatistics.UnsentBytes(_fd) > 0;

    /// <summary>Returns a <see cref="Socket"/> over the descriptor, for the application. It is disposed with the connection.</summary>
    internal Socket Expose()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_fd == Released, typeof(Socket));
            return _exposed ??= new Socket(new SafeSocketHandle(_fd, ownsHandle: false));
        }
    }

    /// <summary>Ends both directions. Without effect after <see cref="Release"/>.</summary>
    internal void ShutDown()
    {
        lock (_lock)
        {
            if (_fd != Released)
            {
                _ = shutdown(_fd, SHUT_RDWR);
            }
        }
    }

    /// <summary>Gives the descriptor up: the caller owns it from now on.</summary>
    internal int Release()
    {
        lock (_lock)
        {
            // It would write into another file once the number is used again.
            _exposed?.Dispose();
            var fd = _fd;
            _fd = Released;
            return fd;
        }
    }

    /// <returns>The number of bytes; −1 with <paramref name="errno"/> set.</returns>
    internal int Receive(Span<byte> buffer, out int errno)
    {
        fixed (byte* bytes = buffer)
        {
            while (true)
            {
                var received = (int)recv(_fd, bytes, buffer.Length, 0);
                errno = received < 0 ? Marshal.GetLastPInvokeError() : 0;
                if (errno != EINTR)
                {
                    return received;
                }
            }
        }
    }

    /// <inheritdoc cref="Receive"/>
    internal int Send(in ReadOnlySequence<byte> data, out int errno) =>
        data.IsSingleSegment ? Send(data.FirstSpan, out errno) : SendGathered(data, out errno);

    private int Send(ReadOnlySpan<byte> data, out int errno)
    {
        fixed (byte* bytes = data)
        {
            while (true)
            {
                var sent = (int)send(_fd, bytes, data.Length, MSG_NOSIGNAL);
                errno = sent < 0 ? Marshal.GetLastPInvokeError() : 0;
                if (errno != EINTR)
                {
                    return sent;
                }
            }
        }
    }

    private int SendGathered(in ReadOnlySequence<byte> data, out int errno)
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
                var sent = (int)sendmsg(_fd, &message, MSG_NOSIGNAL);
                errno = sent < 0 ? Marshal.GetLastPInvokeError() : 0;
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
