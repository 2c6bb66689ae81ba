using System.ComponentModel;
using System.Runtime.InteropServices;
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Instruments.Posix;

/// <summary>One epoll instance that other threads can wake. All but <see cref="Wake"/> belongs to one thread.</summary>
internal sealed unsafe class Epoll : IDisposable
{
    internal const int WakeToken = -1;
    private const int Capacity = 256;

    private readonly epoll_event[] _events = GC.AllocateArray<epoll_event>(Capacity, pinned: true);
    private readonly int _epoll = Check(epoll_create1(EPOLL_CLOEXEC), "epoll_create1");
    private readonly int _wake = Check(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), "eventfd");

    internal Epoll() => Add(_wake, EPOLLIN, WakeToken);

    internal void Add(int fd, int events, int token)
    {
        var entry = new epoll_event { events = events };
        entry.data.fd = token;
        Check(epoll_ctl(_epoll, EPOLL_CTL_ADD, fd, &entry), "epoll_ctl(ADD)");
    }

    internal void Remove(int fd)
    {
        epoll_event unused;
        Check(epoll_ctl(_epoll, EPOLL_CTL_DEL, fd, &unused), "epoll_ctl(DEL)");
    }

    /// <summary>Waits for events; -1 waits for ever. A signal or a wake-up ends the wait early.</summary>
    internal int Wait(int timeoutMilliseconds)
    {
        int count = epoll_wait(_epoll, (epoll_event*)Marshal.UnsafeAddrOfPinnedArrayElement(_events, 0), Capacity, timeoutMilliseconds);
        return count < 0 && Marshal.GetLastPInvokeError() == EINTR ? 0 : Check(count, "epoll_wait");
    }

    internal (int Token, int Events) Event(int index)
    {
        (int token, int events) = (_events[index].data.fd, _events[index].events);
        if (token == WakeToken)
        {
            ulong count;
            _ = read(_wake, &count, sizeof(ulong));
        }

        return (token, events);
    }

    internal void Wake()
    {
        ulong one = 1;
        Check((int)write(_wake, &one, sizeof(ulong)), "write(eventfd)");
    }

    public void Dispose()
    {
        _ = close(_wake);
        _ = close(_epoll);
    }

    private static int Check(int result, string call)
        => result >= 0
            ? result
            : throw new Win32Exception(Marshal.GetLastPInvokeError(), $"{call}: {Marshal.GetLastPInvokeErrorMessage()}");
}
