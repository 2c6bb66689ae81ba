using Graceful.Posix;
using Graceful.Restart;
using Graceful.Systemd;
using Microsoft.Extensions.Logging;

namespace Graceful.Supervision;

/// <summary>Reports the state of a supervised service through systemd's notify protocol and the PID file. MAINPID never changes.</summary>
internal sealed class MasterReports : IMasterObserver
{
    private readonly ILifecycleObserver _pidFile;
    private readonly NotifySocket? _systemd;
    private readonly ILogger _log;
    private readonly bool _hasWatchdog;
    private readonly bool _storesSockets;
    private readonly HashSet<string> _stored = [];
    private bool _isInTransition;

    /// <param name="systemd">The environment for the notify protocol.</param>
    /// <param name="settings">The settings of the master.</param>
    /// <param name="pidFile">Writes the PID file when the service is ready, and removes it at the end.</param>
    /// <param name="log">The log.</param>
    internal MasterReports(SystemdEnvironment systemd, MasterSettings settings, ILifecycleObserver pidFile, ILogger log)
    {
        _log = log;
        _pidFile = pidFile;
        _hasWatchdog = systemd.WatchdogTimeout is not null;
        _storesSockets = settings.StoresSockets;
        var notifySocket = systemd.NotifySocket;
        try
        {
            _systemd = notifySocket is null ? null : NotifySocket.Open(notifySocket);
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

    public TimeSpan? ExtensionPeriod => _systemd is not null && _isInTransition ? ServiceNotifier.ExtensionPeriod : null;

    public void Extend()
    {
        if (ExtensionPeriod is not null)
        {
            Send(Timeout);
        }
    }

    public void RestartBegins()
    {
        _isInTransition = true;
        Send("RELOADING=1", $"MONOTONIC_USEC={MonotonicClock.Microseconds}", Timeout, "STATUS=Restarting: the new version starts");
    }

    public void RestartFailed(string status)
    {
        _isInTransition = false;
        Send("READY=1", $"STATUS={status.ReplaceLineEndings(" ")}");
    }

    /// <summary>The sockets first: a service that systemd believes to be ready has them in the store.</summary>
    public void Serves(Worker worker)
    {
        if (_storesSockets && _systemd is not null)
        {
            Store(_systemd, worker);
        }

        _isInTransition = false;
        Send("READY=1", $"STATUS=Worker {worker.Pid}, generation {worker.Generation}, serves");
        Heartbeat();
    }

    /// <summary>systemd's watchdog sees a stuck worker as a stuck service: the master has no heartbeat of its own.</summary>
    public void Heartbeat()
    {
        if (_hasWatchdog)
        {
            Send("WATCHDOG=1");
        }
    }

    public void Stopping()
    {
        _isInTransition = true;
        Send("STOPPING=1", Timeout, "STATUS=Stopping");
    }

    public void Stopped() => _pidFile.Stopped();

    private static string Timeout =>
        FormattableString.Invariant($"EXTEND_TIMEOUT_USEC={(long)ServiceNotifier.Extension.TotalMicroseconds}");

    private void Store(NotifySocket systemd, Worker worker)
    {
        foreach (var socket in worker.Sockets.Where(socket => !socket.IsManaged && !_stored.Contains(socket.Key)))
        {
            if (FdStoreName.Of(socket.Key) is not { } name)
            {
                _log.NotStored(socket.Key, "its name is too long for FDNAME");
            }
            else if (systemd.Send($"FDSTORE=1\nFDNAME={name}", socket.Fd) is var error and not 0)
            {
                _log.NotStored(socket.Key, PosixException.Create("sendmsg", error).Message);
            }
            else
            {
                _stored.Add(socket.Key);
            }
        }
    }

    private void Send(params ReadOnlySpan<string> fields)
    {
        if (_systemd is null)
        {
            return;
        }

        var message = string.Join('\n', fields);
        if (_systemd.Send(message) is var error and not 0)
        {
            _log.NotifyFailed(message.ReplaceLineEndings(" "), PosixException.Create("sendmsg", error).Message);
        }
    }
}
