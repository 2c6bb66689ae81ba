using System.Runtime.InteropServices;

namespace Graceful.Posix;

/// <summary>An epoll(7) instance and room for the events of one wait.</summary>
internal sealed unsafe class EpollSet : IDisposable
{
    // struct epoll_event is packed on x86-64 alone: 12 bytes there, and 16 with the data at offset 8 elsewhere.
    private static readonly bool Packed = RuntimeInformation.ProcessArchitecture == Architecture.X64;
    private static readonly int EventSize = Packed ? 12 : 16;
    private static readonly int DataOffset = Packed ? 4 : 8;

    private readonly int _fd;
    private readonly byte[] _events;
    private readonly int _capacity;

    internal EpollSet(int capacity)
    {
        _capacity = capacity;
        _events = GC.AllocateArray<byte>(capacity * EventSize, pinned: true);
        _fd = PosixException.Check(Libc.epoll_create1(Libc.EPOLL_CLOEXEC), "epoll_create1");
    }

    internal void Add(int fd, uint events, ulong data) => Control(Libc.EPOLL_CTL_ADD, fd, events, data);

    internal void Modify(int fd, uint events, ulong data) => Control(Libc.EPOLL_CTL_MOD, fd, events, data);

    /// <summary>
    /// Takes a descriptor out. Closing is not enough when the same open file lives on elsewhere (a duplicate, another
    /// process): its events would go on arriving here.
    /// </summary>
    internal void Remove(int fd) => Control(Libc.EPOLL_CTL_DEL, fd, 0, 0);

    /// <summary>Sleeps until something happens.</summary>
    /// <returns>How many events are there to read with <see cref="this[int]"/>.</returns>
    internal int Wait()
    {
        while (true)
        {
            var count = Libc.epoll_wait(_fd, (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(_events, 0), _capacity, -1);
            if (count >= 0)
            {
                return count;
            }

            if (Descriptor.LastError != Errno.EINTR)
            {
                PosixException.Throw("epoll_wait", Descriptor.LastError);
            }
        }
    }

    internal (uint Events, ulong Data) this[int index]
    {
        get
        {
            var entry = _events.AsSpan(index * EventSize, EventSize);
            return (MemoryMarshal.Read<uint>(entry), MemoryMarshal.Read<ulong>(entry[DataOffset..]));
        }
    }

    public void Dispose() => Descriptor.Close(_fd);

    private void Control(int operation, int fd, uint events, ulong data)
    {
        var entry = stackalloc byte[16];
        MemoryMarshal.Write(new Span<byte>(entry, 16), events);
        MemoryMarshal.Write(new Span<byte>(entry + DataOffset, 8), data);
        PosixException.Check(Libc.epoll_ctl(_fd, operation, fd, entry), "epoll_ctl", $"fd {fd}");
    }
}
