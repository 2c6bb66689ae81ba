using System.Buffers;
using System.Net.Sockets;
using Graceful.Posix;

namespace Graceful.Transport;

/// <summary>The connected socket of a connection: its descriptor, and the calls on it.</summary>
/// <remarks>
/// The descriptor stays open until the receive and send loops have ended, so that its number cannot belong to another file.
/// </remarks>
internal sealed class ConnectionSocket(int fd)
{
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
                StreamSocket.ShutDown(_fd);
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

    /// <inheritdoc cref="StreamSocket.Receive"/>
    internal int Receive(Span<byte> buffer, out int errno) => StreamSocket.Receive(_fd, buffer, out errno);

    /// <inheritdoc cref="StreamSocket.Receive"/>
    internal int Send(in ReadOnlySequence<byte> data, out int errno) => StreamSocket.Send(_fd, data, out errno);
}
