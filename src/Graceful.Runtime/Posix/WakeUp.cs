using static Tmds.Linux.LibC;

namespace Graceful.Posix;

/// <summary>An eventfd(2). Any thread can wake one that waits in poll(2) or epoll_wait(2).</summary>
internal sealed unsafe class WakeUp : IDisposable
{
    internal WakeUp()
    {
        Fd = PosixException.Check(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), "eventfd");
    }

    internal int Fd { get; }

    internal void Set()
    {
        ulong one = 1;

        // EAGAIN: the counter is full, so the descriptor is readable already.
        _ = write(Fd, &one, sizeof(ulong));
    }

    internal void Reset()
    {
        ulong count;
        _ = read(Fd, &count, sizeof(ulong));
    }

    public void Dispose() => Descriptor.Close(Fd);
}
