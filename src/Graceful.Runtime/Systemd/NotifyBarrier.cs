using Graceful.Posix;
using static Tmds.Linux.LibC;

namespace Graceful.Systemd;

/// <summary>
/// Waits until systemd has processed the messages sent before
/// (<see href="https://www.freedesktop.org/software/systemd/man/latest/sd_notify_barrier.html">sd_notify_barrier(3)</see>): it receives
/// one end of a pipe and closes it.
/// </summary>
internal sealed unsafe class NotifyBarrier : IDisposable
{
    /// <summary>
    /// The limit of systemd-notify(1). Receivers that do not implement BARRIER=1 close the descriptor as well, so the wait still ends.
    /// </summary>
    private const int TimeoutMilliseconds = 5000;

    private int _fd;

    private NotifyBarrier(int fd)
    {
        _fd = fd;
    }

    /// <returns><see langword="null"/> when the message cannot be sent.</returns>
    internal static NotifyBarrier? Send(NotifySocket socket)
    {
        var pipe = stackalloc int[2];
        if (pipe2(pipe, O_CLOEXEC) != 0)
        {
            return null;
        }

        // BARRIER=1 must be the only field of its message.
        var isSent = socket.Send("BARRIER=1", pipe[1]) == 0;
        Descriptor.Close(pipe[1]);
        if (isSent)
        {
            return new NotifyBarrier(pipe[0]);
        }

        Descriptor.Close(pipe[0]);
        return null;
    }

    internal void Wait() => _ = PollSet.WaitForInput(_fd, TimeoutMilliseconds);

    public void Dispose()
    {
        Descriptor.CloseIfOpen(_fd);
        _fd = -1;
    }
}
