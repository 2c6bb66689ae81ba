using Graceful.Posix;

namespace Graceful.Systemd;

/// <summary>
/// Tells when systemd has dealt with what was sent before
/// (<see href="https://www.freedesktop.org/software/systemd/man/latest/sd_notify_barrier.html">sd_notify_barrier(3)</see>): it is sent
/// the end of a pipe, and closes it.
/// </summary>
internal sealed unsafe class NotifyBarrier
{
    /// <summary>As much as systemd-notify(1) waits. Whoever plays systemd and knows no barriers closes the descriptor too, unread.</summary>
    private const int PatienceMilliseconds = 5000;

    private readonly int _fd;

    private NotifyBarrier(int fd)
    {
        _fd = fd;
    }

    /// <returns><see langword="null"/> where it cannot be sent: then there is nothing to wait for.</returns>
    internal static NotifyBarrier? Send(NotifySocket socket)
    {
        var pipe = stackalloc int[2];
        if (Libc.pipe2(pipe, Libc.O_CLOEXEC) != 0)
        {
            return null;
        }

        // It must be the only field of its message.
        var isSent = socket.Send("BARRIER=1", pipe[1]) == 0;
        Descriptor.Close(pipe[1]);
        if (isSent)
        {
            return new NotifyBarrier(pipe[0]);
        }

        Descriptor.Close(pipe[0]);
        return null;
    }

    internal void Wait()
    {
        _ = PollSet.WaitForInput(_fd, PatienceMilliseconds);
        Descriptor.Close(_fd);
    }
}
