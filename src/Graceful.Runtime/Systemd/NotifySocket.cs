using System.Runtime.CompilerServices;
using System.Text;
using Graceful.Posix;
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Graceful.Systemd;

/// <summary>
/// The datagram socket of <c>NOTIFY_SOCKET</c>
/// (<see href="https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html">sd_notify(3)</see>).
/// </summary>
/// <remarks>
/// Kept open: a process without free descriptors could otherwise not send its watchdog messages, and systemd would take it for stuck.
/// </remarks>
internal sealed unsafe class NotifySocket : IDisposable
{
    /// <summary>The limit for a full queue of a busy service manager. A message like MAINPID must not be lost.</summary>
    private const int SendTimeoutMilliseconds = 3000;

    private readonly byte[] _address;
    private readonly int _fd;

    private NotifySocket(byte[] address, int fd)
    {
        _address = address;
        _fd = fd;
    }

    /// <param name="name">A path, or <c>@</c> followed by an abstract name (unix(7)).</param>
    /// <exception cref="IOException">The socket does not exist, is not accessible or has another type.</exception>
    internal static NotifySocket Open(string name)
    {
        var path = Encoding.UTF8.GetBytes(name);
        if (path is not [(byte)'/' or (byte)'@', _, ..])
        {
            throw new IOException("it is neither a path nor @ with an abstract name (sd_notify(3); vsock is not supported)");
        }

        // A path needs room for its terminating zero.
        if (path.Length >= sockaddr_un.sun_path_length)
        {
            throw new IOException($"it is longer than the {sockaddr_un.sun_path_length - 1} bytes of a Unix socket's address");
        }

        // The length ends an abstract name, which has no terminating zero.
        var address = new byte[sizeof(sa_family_t) + path.Length + (path[0] == '/' ? 1 : 0)];
        Unsafe.WriteUnaligned(ref address[0], AF_UNIX);
        path.CopyTo(address, sizeof(sa_family_t));
        if (path[0] == '@')
        {
            address[sizeof(sa_family_t)] = 0;
        }

        var fd = PosixException.Check(socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket(AF_UNIX, SOCK_DGRAM)");
        var opened = new NotifySocket(address, fd);
        if (opened.Connect() is var error and not 0)
        {
            Descriptor.Close(fd);
            throw PosixException.Create("connect", error, name);
        }

        return opened;
    }

    /// <summary>Sends one message, with a descriptor if one is given.</summary>
    /// <returns>0, or the error number.</returns>
    internal int Send(string message, int passedFd = -1)
    {
        var bytes = Encoding.UTF8.GetBytes(message);
        var error = Packet.TrySend(_fd, bytes, passedFd);
        if (error == ECONNREFUSED || error == ENOTCONN || error == ECONNRESET)
        {
            // The service manager was executed again (daemon-reexec) and has a new socket with the old name.
            error = Connect() is var failed and not 0 ? failed : Packet.TrySend(_fd, bytes, passedFd);
        }

        if (error == EAGAIN || error == ENOBUFS)
        {
            PollSet.WaitForRoom(_fd, SendTimeoutMilliseconds);
            error = Packet.TrySend(_fd, bytes, passedFd);
        }

        return error;
    }

    public void Dispose() => Descriptor.Close(_fd);

    private int Connect()
    {
        fixed (byte* address = _address)
        {
            return connect(_fd, (sockaddr*)address, _address.Length) == 0 ? 0 : Descriptor.LastError;
        }
    }
}
