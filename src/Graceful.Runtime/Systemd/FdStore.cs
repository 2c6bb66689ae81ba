using Graceful.Restart;
using Graceful.Transport;

namespace Graceful.Systemd;

/// <summary>
/// Keeps the listening sockets in systemd's
/// <see href="https://systemd.io/FILE_DESCRIPTOR_STORE/">file descriptor store</see>. They listen while the service is stopped and
/// started, or after a crash, and return through socket activation.
/// </summary>
/// <param name="systemd">The messages to systemd.</param>
/// <param name="listeners">The listeners of this process.</param>
/// <param name="hasPredecessor">True when systemd may not accept messages of this process yet (NotifyAccess=main).</param>
/// <param name="post">Queues work for the lifecycle's thread: systemd may be slow to read.</param>
internal sealed class FdStore(
    NotifyMessages systemd, ListenerTable listeners, bool hasPredecessor, Action<Action> post) : ILifecycleObserver, ISocketKeeper
{
    private IReadOnlyList<string> _unwanted = [];
    private bool _isMain = !hasPredecessor;
    private bool _isStopping;

    public bool KeepsSockets => false;

    public bool Releases => false;

    public void Ready()
    {
        _unwanted = listeners.UnclaimedButManaged;
        Store();
    }

    /// <summary>With NotifyAccess=main, systemd accepts messages of this process from now on.</summary>
    public void PredecessorGone()
    {
        _isMain = true;
        Store();
    }

    public void Stopping() => _isStopping = true;

    public bool TryKeep(HandoverListener listener)
    {
        post(StoreChanges);
        return true;
    }

    public void Drop(string key) => post(() =>
    {
        _unwanted = [.. _unwanted, key];
        StoreChanges();
    });

    /// <summary>Not in a process that stops: it may have shut down a socket that is not in the store.</summary>
    private void StoreChanges()
    {
        if (!_isStopping)
        {
            Store();
        }
    }

    private void Store()
    {
        if (!_isMain)
        {
            return;
        }

        foreach (var key in _unwanted.Where(key => listeners.Find(key) is null))
        {
            systemd.Remove(key);
        }

        _unwanted = [];

        // systemd has the managed ones already: the socket of a .socket unit, or one of the store.
        foreach (var listener in listeners.Active.Where(listener => !listener.IsManaged && listener.Fd >= 0))
        {
            listener.IsManaged = systemd.TryStore(listener.Key, listener.Fd);
        }
    }
}
