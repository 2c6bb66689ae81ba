using System.Runtime.InteropServices;
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Graceful.Posix;

/// <summary>An epoll(7) instance and a buffer for the events of one wait.</summary>
internal sealed unsafe class EpollSet : IDisposable
{
    private readonly int _fd;
    private readonly epoll_event[] _events;

    internal EpollSet(int capacity)
    {
        _events = GC.AllocateArray<epoll_event>(capacity, pinned: true);
        _fd = PosixException.Check(epoll_create1(EPOLL_CLOEXEC), "epoll_create1");
    }

    internal void Add(int fd, int events, ulong data) => Control(EPOLL_CTL_ADD, fd, events, data);

    internal void Modify(int fd, int events, ulong data) => Control(EPOLL_CTL_MOD, fd, events, data);

    /// <summary>Removes a descriptor.</summary>
    /// <remarks>
    /// Closing is not enough when another descriptor refers to the same open file (a duplicate, another process): its events
    /// would still arrive here.
    /// </remarks>
    internal void Remove(int fd) => Control(EPOLL_CTL_DEL, fd, 0, 0);

    /// <summary>Blocks until events arrive and returns their number; read them with <see cref="this[int]"/>.</summary>
    /// <param name="milliseconds">The longest wait, after which it returns 0.</param>
    internal int Wait(int milliseconds = Timeout.Infinite)
    {
        while (true)
        {
            var count = epoll_wait(_fd, (epoll_event*)Marshal.UnsafeAddrOfPinnedArrayElement(_events, 0), _events.Length, milliseconds);
            if (count >= 0)
            {
                return count;
            }

            if (Descriptor.LastError != EINTR)
            {
                PosixException.Throw("epoll_wait", Descriptor.LastError);
            }
        }
    }

    internal (int Events, ulong Data) this[int index] => (_events[index].events, _events[index].data.u64);

    public void Dispose() => Descriptor.Close(_fd);

    private void Control(int operation, int fd, int events, ulong data)
    {
        var entry = new epoll_event { events = events };
        entry.data.u64 = data;
        PosixException.Check(epoll_ctl(_fd, operation, fd, &entry), "epoll_ctl", $"fd {fd}");
    }
}
