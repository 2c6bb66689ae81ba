using Graceful.Posix;

namespace Graceful.Systemd;

/// <summary>
/// Waits until systemd has processed the messages sent before
/// (<see href="https://www.freedesktop.org/software/systemd/man/latest/sd_notify_barrier.html">sd_notify_barrier(3)</see>): it receives
/// one end of a pipe and closes it.
/// </summary>
internal sealed class NotifyBarrier : IDisposable
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
        int readEnd, writeEnd;
        try
        {
            (readEnd, writeEnd) = Descriptor.CreatePipe();
        }
        catch (PosixException)
        {
            return null;
        }

        // BARRIER=1 must be the only field of its message.
        var isSent = socket.Send("BARRIER=1", writeEnd) == 0;
        Descriptor.Close(writeEnd);
        if (isSent)
        {
            return new NotifyBarrier(readEnd);
        }

        Descriptor.Close(readEnd);
        return null;
    }

    internal void Wait() => _ = PollSet.WaitForInput(_fd, TimeoutMilliseconds);

    public void Dispose()
    {
        Descriptor.CloseIfOpen(_fd);
        _fd = -1;
    }
}
