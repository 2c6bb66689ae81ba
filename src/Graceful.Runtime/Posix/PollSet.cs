namespace Graceful.Posix;

/// <summary>A few descriptors that one thread waits for: poll(2).</summary>
internal sealed unsafe class PollSet(params IEnumerable<int> descriptors)
{
    private readonly Libc.PollFd[] _polled = [.. descriptors.Select(fd => new Libc.PollFd { fd = fd, events = Libc.POLLIN })];

    /// <summary>Whether the descriptor at the index had something to read, or was hung up, after the last <see cref="Wait"/>.</summary>
    internal bool IsReady(int index) => _polled[index].revents != 0;

    /// <summary>Returns when one has something to read.</summary>
    internal void Wait()
    {
        fixed (Libc.PollFd* first = _polled)
        {
            _ = Libc.poll(first, (nuint)_polled.Length, -1);
        }
    }
}
