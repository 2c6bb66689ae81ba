using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Graceful.Posix;

/// <summary>A few descriptors that one thread waits for: poll(2).</summary>
internal sealed unsafe class PollSet(params IEnumerable<int> descriptors)
{
    private readonly pollfd[] _polled = [.. descriptors.Select(fd => new pollfd { fd = fd, events = POLLIN })];

    /// <summary>True when the last <see cref="Wait(int)"/> found input, room or the end of the descriptor at this index.</summary>
    internal bool IsReady(int index) => _polled[index].revents != 0;

    /// <summary>Replaces the descriptor at this index; a negative one is skipped.</summary>
    internal void Replace(int index, int fd) => _polled[index].fd = fd;

    /// <summary>Sets whether to wait for room to write as well.</summary>
    internal void WantRoom(int index, bool isWanted) => _polled[index].events = isWanted ? (short)(POLLIN | POLLOUT) : POLLIN;

    /// <summary>Blocks until a descriptor has an event, the time has passed, or a signal interrupts the call.</summary>
    internal void Wait(int milliseconds = Timeout.Infinite)
    {
        fixed (pollfd* first = _polled)
        {
            _ = poll(first, (uint)_polled.Length, milliseconds);
        }
    }

    /// <summary>Blocks until there is input or the end; returns false when the time has passed first.</summary>
    internal static bool WaitForInput(int fd, int milliseconds = Timeout.Infinite) => Wait(fd, POLLIN, milliseconds);

    /// <summary>Blocks until there is room to write or the reader has gone.</summary>
    internal static void WaitForRoom(int fd, int milliseconds = Timeout.Infinite) => _ = Wait(fd, POLLOUT, milliseconds);

    /// <summary>Blocks until the other end is closed.</summary>
    internal static void WaitForHangUp(int fd) => _ = Wait(fd, events: 0, Timeout.Infinite);

    /// <summary>Blocks until the other end sends no more: it is closed, or has been shut down for writing (shutdown(2)).</summary>
    internal static void WaitForEndOfInput(int fd) => _ = Wait(fd, POLLRDHUP, Timeout.Infinite);

    /// <summary>True when the other end sends no more, as for <see cref="WaitForEndOfInput"/>.</summary>
    internal static bool HasInputEnded(int fd) => Wait(fd, POLLRDHUP, milliseconds: 0);

    /// <summary>True when the other end is closed, also by the end of its process; its last messages may still be unread.</summary>
    internal static bool IsHungUp(int fd) => Wait(fd, events: 0, milliseconds: 0);

    private static bool Wait(int fd, short events, int milliseconds)
    {
        var polled = new pollfd { fd = fd, events = events };
        var endsAt = Environment.TickCount64 + milliseconds;
        while (true)
        {
            var ready = poll(&polled, 1, milliseconds);
            if (ready >= 0)
            {
                return ready > 0;
            }

            // EINTR, the only error of a call with one descriptor: a signal handler has run on this thread, which may be any thread for
            // SIGCHLD and others. The kernel does not restart poll(2) after it (signal(7)).
            if (milliseconds != Timeout.Infinite)
            {
                milliseconds = (int)Math.Max(0, endsAt - Environment.TickCount64);
            }
        }
    }
}
