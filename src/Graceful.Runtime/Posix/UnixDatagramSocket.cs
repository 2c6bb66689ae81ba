using System.Runtime.InteropServices;
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Graceful.Posix;

/// <summary>A datagram socket that sends to one name (unix(7)).</summary>
internal sealed unsafe class UnixDatagramSocket : IDisposable
{
    private readonly byte[] _address;
    private readonly int _fd;

    /// <summary>Creates the socket, which <see cref="Connect"/> connects to its name.</summary>
    /// <param name="name">
    /// A path, or <c>@</c> followed by an abstract name. It has <see cref="MaxNameLength"/> bytes at most.
    /// </param>
    internal UnixDatagramSocket(ReadOnlySpan<byte> name)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(name.Length, MaxNameLength);

        // The length ends an abstract name, which has no terminating zero.
        var isPath = name[0] == '/';
        _address = new byte[sizeof(sa_family_t) + name.Length + (isPath ? 1 : 0)];
        MemoryMarshal.Write(_address, (ushort)AF_UNIX);
        name.CopyTo(_address.AsSpan(sizeof(sa_family_t)));
        if (!isPath)
        {
            _address[sizeof(sa_family_t)] = 0;
        }

        _fd = PosixException.Check(socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket(AF_UNIX, SOCK_DGRAM)");
    }

    /// <summary>Gets the length of the longest name. A path needs room for its terminating zero.</summary>
    internal static int MaxNameLength => sockaddr_un.sun_path_length - 1;

    /// <summary>Connects to the socket that has the name now.</summary>
    /// <returns>0, or the error number.</returns>
    internal int Connect()
    {
        fixed (byte* address = _address)
        {
            return connect(_fd, (sockaddr*)address, _address.Length) == 0 ? 0 : Descriptor.LastError;
        }
    }

    /// <summary>Sends without blocking.</summary>
    /// <returns>0, or the error number.</returns>
    internal int TrySend(ReadOnlySpan<byte> message, int passedFd) => Packet.TrySend(_fd, message, passedFd);

    /// <summary>Waits until the receiver's queue has room, within a limit.</summary>
    internal void WaitForRoom(int milliseconds) => PollSet.WaitForRoom(_fd, milliseconds);

    public void Dispose() => Descriptor.Close(_fd);
}
