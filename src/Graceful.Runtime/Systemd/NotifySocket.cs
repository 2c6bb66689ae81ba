using System.Text;
using Graceful.Posix;
using static Tmds.Linux.LibC;

namespace Graceful.Systemd;

/// <summary>
/// The datagram socket of <c>NOTIFY_SOCKET</c>
/// (<see href="https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html">sd_notify(3)</see>).
/// </summary>
/// <remarks>
/// Kept open: a process without free descriptors could otherwise not send its watchdog messages, and systemd would take it for stuck.
/// </remarks>
internal sealed class NotifySocket : IDisposable
{
    /// <summary>The limit for a full queue of a busy service manager. A message like MAINPID must not be lost.</summary>
    private const int SendTimeoutMilliseconds = 3000;

    private readonly UnixDatagramSocket _socket;

    private NotifySocket(UnixDatagramSocket socket)
    {
        _socket = socket;
    }

    /// <param name="name">A path, or <c>@</c> followed by an abstract name (unix(7)).</param>
    /// <exception cref="IOException">The socket does not exist, is not accessible or has another type.</exception>
    internal static NotifySocket Open(string name)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        if (bytes is not [(byte)'/' or (byte)'@', _, ..])
        {
            throw new IOException("it is neither a path nor @ with an abstract name (sd_notify(3); vsock is not supported)");
        }

        if (bytes.Length > UnixDatagramSocket.MaxNameLength)
        {
            throw new IOException($"it is longer than the {UnixDatagramSocket.MaxNameLength} bytes of a Unix socket's address");
        }

        var socket = new UnixDatagramSocket(bytes);
        if (socket.Connect() is var error and not 0)
        {
            socket.Dispose();
            throw PosixException.Create("connect", error, name);
        }

        return new NotifySocket(socket);
    }

    /// <summary>Sends one message, with a descriptor if one is given.</summary>
    /// <returns>0, or the error number.</returns>
    internal int Send(string message, int passedFd = -1)
    {
        var bytes = Encoding.UTF8.GetBytes(message);
        var error = _socket.TrySend(bytes, passedFd);
        if (error == ECONNREFUSED || error == ENOTCONN || error == ECONNRESET)
        {
            // The service manager was executed again (daemon-reexec) and has a new socket with the old name.
            error = _socket.Connect() is var failed and not 0 ? failed : _socket.TrySend(bytes, passedFd);
        }

        if (Packet.IsTemporary(error))
        {
            _socket.WaitForRoom(SendTimeoutMilliseconds);
            error = _socket.TrySend(bytes, passedFd);
        }

        return error;
    }

    public void Dispose() => _socket.Dispose();
}
