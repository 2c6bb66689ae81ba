using Graceful.Restart;
using Graceful.Transport;
using Microsoft.Extensions.Logging;

namespace Graceful.Systemd;

/// <summary>
/// Keeps the listening sockets in systemd's
/// <see href="https://systemd.io/FILE_DESCRIPTOR_STORE/">file descriptor store</see>. They listen while the service is stopped and
/// started, or after a crash, and return through socket activation.
/// </summary>
internal sealed class FdStore(NotifySocket socket, ListenerTable listeners, bool isEnabled, bool hasPredecessor, ILogger log)
    : ILifecycleObserver
{
    private IReadOnlyList<string> _unwanted = [];

    public void Ready()
    {
        _unwanted = listeners.UnclaimedButManaged;
        if (isEnabled && !hasPredecessor)
        {
            Store();
        }
    }

    /// <summary>With NotifyAccess=main, systemd accepts messages of this process from now on.</summary>
    public void PredecessorGone()
    {
        if (isEnabled)
        {
            Store();
        }
    }

    private void Store()
    {
        foreach (var key in _unwanted)
        {
            if (FdStoreName.Of(key) is { } name)
            {
                Send($"FDSTOREREMOVE=1\nFDNAME={name}", key, fd: -1);
            }
        }

        foreach (var listener in listeners.Active)
        {
            // systemd has it already: the socket of a .socket unit, or one of the store.
            if (listener.IsManaged)
            {
                continue;
            }

            if (FdStoreName.Of(listener.Key) is { } name)
            {
                listener.IsManaged = Send($"FDSTORE=1\nFDNAME={name}", listener.Key, listener.Fd);
            }
            else
            {
                log.NotStored(listener.Key, "its key is too long for FDNAME");
            }
        }
    }

    private bool Send(string message, string key, int fd)
    {
        var error = socket.Send(message, fd);
        if (error != 0)
        {
            log.NotStored(key, Posix.PosixException.Create("sendmsg", error).Message);
        }

        return error == 0;
    }
}
