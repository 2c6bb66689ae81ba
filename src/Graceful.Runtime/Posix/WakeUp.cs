using static Tmds.Linux.LibC;

namespace Graceful.Posix;

/// <summary>An eventfd(2): lets any thread wake one that sleeps in poll(2) or epoll_wait(2).</summary>
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

        // EAGAIN means that the counter is full, and so that the other side is about to wake anyway.
        _ = write(Fd, &one, sizeof(ulong));
    }

    internal void Reset()
    {
        ulong count;
        _ = read(Fd, &count, sizeof(ulong));
    }

    public void Dispose() => Descriptor.Close(Fd);
}
