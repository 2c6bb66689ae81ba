using Graceful.Restart;
using Graceful.Transport;
using Microsoft.Extensions.Logging;

namespace Graceful.Systemd;

/// <summary>
/// Keeps the listening sockets in systemd's store
/// (<see href="https://systemd.io/FILE_DESCRIPTOR_STORE/">file descriptor store</see>): they listen on while the service is stopped
/// and started, or after a crash, and come back through socket activation.
/// </summary>
internal sealed class FdStore(NotifySocket socket, ListenerTable listeners, bool hasPredecessor, ILogger log) : ILifecycleObserver
{
    private IReadOnlyList<string> _unwanted = [];

    public void Ready()
    {
        _unwanted = listeners.UnclaimedButManaged;
        if (!hasPredecessor)
        {
            Store();
        }
    }

    /// <summary>Only from now on does systemd listen to this process in any case (NotifyAccess=main).</summary>
    public void PredecessorGone() => Store();

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
            // What systemd has, it need not be given: the socket of a .socket unit, or one out of the store.
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
                log.NotStored(listener.Key, "its name is too long for FDNAME");
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
