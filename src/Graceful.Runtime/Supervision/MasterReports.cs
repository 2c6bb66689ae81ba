using Graceful.Restart;
using Graceful.Systemd;
using Microsoft.Extensions.Logging;

namespace Graceful.Supervision;

/// <summary>Reports the state of a supervised service through systemd's notify protocol and the PID file. MAINPID never changes.</summary>
internal sealed class MasterReports : IMasterObserver
{
    private readonly ILifecycleObserver _pidFile;
    private readonly NotifyMessages? _systemd;
    private readonly bool _storesSockets;
    private readonly HashSet<string> _stored;
    private readonly HashSet<string> _removed = [];
    private bool _isInTransition;

    /// <param name="systemd">The environment for the notify protocol.</param>
    /// <param name="settings">The settings of the master.</param>
    /// <param name="pidFile">Writes the PID file when the service is ready, and removes it at the end.</param>
    /// <param name="stored">The keys of the sockets in systemd's store, from an earlier process.</param>
    /// <param name="log">The log.</param>
    internal MasterReports(
        SystemdEnvironment systemd,
        MasterSettings settings,
        ILifecycleObserver pidFile,
        IEnumerable<string> stored,
        ILogger log)
    {
        _stored = [.. stored];
        _pidFile = pidFile;
        HeartbeatPeriod = systemd.WatchdogTimeout / 2;
        _storesSockets = settings.StoresSockets;
        var notifySocket = systemd.NotifySocket;
        try
        {
            _systemd = notifySocket is null ? null : new NotifyMessages(NotifySocket.Open(notifySocket), log);
        }
        catch (IOException reason)
        {
            log.NotifySocketUnusable(notifySocket!, reason.Message);
        }
    }

    public void Ready(Worker worker)
    {
        _pidFile.Ready();
        Serves(worker);
    }

    /// <summary>Writes the PID file again: the new version may have another path. Only an object that has written it removes it.</summary>
    public void Continue(MasterState state)
    {
        _stored.UnionWith(state.Stored);
        _pidFile.Ready();
    }

    public void Save(MasterState state)
    {
        state.Stored.Clear();
        state.Stored.AddRange(_stored);
    }

    public TimeSpan? ExtensionPeriod => _systemd is not null && _isInTransition ? NotifyMessages.ExtensionPeriod : null;

    public void Extend()
    {
        if (ExtensionPeriod is not null)
        {
            Send(NotifyMessages.Extend);
        }
    }

    public void RestartBegins()
    {
        _isInTransition = true;
        Send(NotifyMessages.Reloading(), NotifyMessages.Status("Restarting: the new version starts"));
    }

    public void RestartFailed(string status)
    {
        _isInTransition = false;
        Send("READY=1", NotifyMessages.Status(status));
    }

    public void TookBack(Worker worker, string status)
    {
        Store(worker);
        RestartFailed(status);
    }

    public void SocketsChanged(Worker worker) => Store(worker);

    /// <summary>The sockets first: a service that systemd believes to be ready has them in the store.</summary>
    public void Serves(Worker worker)
    {
        Store(worker);
        _isInTransition = false;
        Send("READY=1", NotifyMessages.Status($"Worker {worker.Pid}, generation {worker.Generation}, serves"));
        Heartbeat();
    }

    public TimeSpan? HeartbeatPeriod { get; }

    /// <summary>
    /// systemd's watchdog sees a stuck worker as a stuck service: the master has no heartbeat of its own while a worker serves.
    /// </summary>
    public void Heartbeat()
    {
        if (HeartbeatPeriod is not null)
        {
            Send("WATCHDOG=1");
        }
    }

    public bool IsStored(WorkerSocket socket) => _stored.Contains(socket.Key);

    public void Stopping()
    {
        _isInTransition = true;
        Send("STOPPING=1", NotifyMessages.Extend, NotifyMessages.Status("Stopping"));
    }

    public void Stopped() => _pidFile.Stopped();

    /// <summary>Removes the sockets of endpoints that this worker does not serve from the store, and adds its own.</summary>
    private void Store(Worker worker)
    {
        if (_systemd is null || !_storesSockets)
        {
            return;
        }

        foreach (var key in _stored.Where(key => !worker.Sockets.Exists(socket => socket.Key == key)).ToArray())
        {
            _systemd.Remove(key);
            _stored.Remove(key);
            _removed.Add(key);
        }

        // A managed socket is one of a .socket unit, or comes from the store and may have been removed since.
        foreach (var socket in worker.Sockets.Where(socket => !socket.IsManaged || _removed.Contains(socket.Key)))
        {
            if (!_stored.Contains(socket.Key) && _systemd.TryStore(socket.Key, socket.Fd))
            {
                _stored.Add(socket.Key);
            }
        }
    }

    private void Send(params ReadOnlySpan<string?> fields) => _systemd?.Send(fields);
}
