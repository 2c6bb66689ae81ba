using Graceful.Restart;
using Graceful.Transport;

namespace Graceful.Systemd;

/// <summary>
/// Keeps the listening sockets in systemd's
/// <see href="https://systemd.io/FILE_DESCRIPTOR_STORE/">file descriptor store</see>. They listen while the service is stopped and
/// started, or after a crash, and return through socket activation.
/// </summary>
internal sealed class FdStore(NotifyMessages systemd, ListenerTable listeners, bool isEnabled, bool hasPredecessor) : ILifecycleObserver
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
            systemd.Remove(key);
        }

        // systemd has the managed ones already: the socket of a .socket unit, or one of the store.
        foreach (var listener in listeners.Active.Where(listener => !listener.IsManaged))
        {
            listener.IsManaged = systemd.TryStore(listener.Key, listener.Fd);
        }
    }
}
