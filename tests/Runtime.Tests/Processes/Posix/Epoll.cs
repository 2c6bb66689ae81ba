using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Runtime.Tests.Processes.Posix;

/// <summary>One epoll instance that other threads can wake. All but <see cref="Wake"/> belongs to one thread.</summary>
internal sealed unsafe class Epoll : IDisposable
{
    internal const int WakeToken = -1;
    private const int Capacity = 256;

    // struct epoll_event is packed on x86-64 and nowhere else (linux/eventpoll.h, EPOLL_PACKED).
    private static readonly int Stride = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;
    private static readonly int TokenOffset = Stride - 8;

    private readonly byte[] _events = GC.AllocateArray<byte>(Capacity * 16, pinned: true);
    private readonly int _epoll = Check(Libc.epoll_create1(Libc.EFD_CLOEXEC), "epoll_create1");
    private readonly int _wake = Check(Libc.eventfd(0, Libc.EFD_CLOEXEC | Libc.EFD_NONBLOCK), "eventfd");

    internal Epoll() => Add(_wake, Libc.EPOLLIN, WakeToken);

    internal void Add(int fd, uint events, int token)
    {
        byte* entry = stackalloc byte[16];
        *(uint*)entry = events;
        *(long*)(entry + TokenOffset) = token;
        Check(Libc.epoll_ctl(_epoll, Libc.EPOLL_CTL_ADD, fd, entry), "epoll_ctl(ADD)");
    }

    internal void Remove(int fd)
    {
        byte* unused = stackalloc byte[16];
        Check(Libc.epoll_ctl(_epoll, Libc.EPOLL_CTL_DEL, fd, unused), "epoll_ctl(DEL)");
    }

    /// <summary>Waits for events; -1 waits for ever. A signal or a wake-up ends the wait early.</summary>
    internal int Wait(int timeoutMilliseconds)
    {
        int count = Libc.epoll_wait(_epoll, (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(_events, 0), Capacity, timeoutMilliseconds);
        return count < 0 && Marshal.GetLastPInvokeError() == Libc.EINTR ? 0 : Check(count, "epoll_wait");
    }

    internal (int Token, uint Events) Event(int index)
    {
        byte* entry = (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(_events, index * Stride);
        (int token, uint events) = ((int)*(long*)(entry + TokenOffset), *(uint*)entry);
        if (token == WakeToken)
        {
            ulong count;
            _ = Libc.read(_wake, &count, sizeof(ulong));
        }

        return (token, events);
    }

    internal void Wake()
    {
        ulong one = 1;
        Check((int)Libc.write(_wake, &one, sizeof(ulong)), "write(eventfd)");
    }

    public void Dispose()
    {
        _ = Libc.close(_wake);
        _ = Libc.close(_epoll);
    }

    private static int Check(int result, string call)
        => result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError(), $"{call}: {Marshal.GetLastPInvokeErrorMessage()}");
}
