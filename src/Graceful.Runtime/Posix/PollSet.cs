namespace Graceful.Posix;

/// <summary>A few descriptors that one thread waits for: poll(2).</summary>
internal sealed unsafe class PollSet(params IEnumerable<int> descriptors)
{
    private readonly Libc.PollFd[] _polled = [.. descriptors.Select(fd => new Libc.PollFd { fd = fd, events = Libc.POLLIN })];

    /// <summary>Whether something was true of the descriptor at the index after the last <see cref="Wait(int)"/>: input, room, or its end.</summary>
    internal bool IsReady(int index) => _polled[index].revents != 0;

    /// <summary>Waits for another one at this index, or for none where it is negative.</summary>
    internal void Replace(int index, int fd) => _polled[index].fd = fd;

    /// <summary>Whether to wait for room to write as well.</summary>
    internal void WantRoom(int index, bool isWanted) => _polled[index].events = isWanted ? (short)(Libc.POLLIN | Libc.POLLOUT) : Libc.POLLIN;

    /// <summary>Returns when one has something to read, or the time is over.</summary>
    internal void Wait(int milliseconds = Timeout.Infinite)
    {
        fixed (Libc.PollFd* first = _polled)
        {
            _ = Libc.poll(first, (nuint)_polled.Length, milliseconds);
        }
    }

    /// <summary>Waits until there is something to read, or the end.</summary>
    /// <returns>Whether there is.</returns>
    internal static bool WaitForInput(int fd, int milliseconds = Timeout.Infinite) => Wait(fd, Libc.POLLIN, milliseconds);

    /// <summary>Waits until something can be written, or nobody is there to read it.</summary>
    internal static void WaitForRoom(int fd, int milliseconds = Timeout.Infinite) => _ = Wait(fd, Libc.POLLOUT, milliseconds);

    /// <summary>Whether the other end has been closed, by the end of its process too; what it has sent may still be unread.</summary>
    internal static bool IsHungUp(int fd) => Wait(fd, events: 0, milliseconds: 0);

    private static bool Wait(int fd, short events, int milliseconds)
    {
        var polled = new Libc.PollFd { fd = fd, events = events };
        return Libc.poll(&polled, 1, milliseconds) > 0;
    }
}
