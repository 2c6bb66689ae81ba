using Graceful.Restart;
using Microsoft.Extensions.Logging;

namespace Graceful.Systemd;

/// <summary>
/// Reports the lifecycle to systemd (sd_notify(3)). At any time only the main process reports: the old one until it has handed over,
/// with <c>MAINPID=</c>, and the new one from then on. <c>NotifyAccess=main</c> suffices for all but one message: a process that takes
/// back after the death of its successor needs <c>all</c>.
/// </summary>
internal sealed class ServiceNotifier : ILifecycleObserver, IDisposable
{
    private readonly NotifySocket _socket;
    private readonly NotifyMessages _messages;
    private readonly ServiceNotifierOptions _options;

    private bool _hasPredecessor;
    private bool _isMain;
    private bool _isHandedOver;
    private bool _isRestarting;
    private bool _restartIsPending;
    private bool _isStopping;
    private bool _stoppingIsPending;
    private NotifyBarrier? _barrier;

    internal ServiceNotifier(NotifySocket socket, ServiceNotifierOptions options, ILogger log)
    {
        _socket = socket;
        _messages = new NotifyMessages(socket, log);
        _options = options;
        _hasPredecessor = options.HasPredecessor;
    }

    /// <summary>A successor sends nothing: its predecessor is the main process until it has handed over, and reports that.</summary>
    public void Ready()
    {
        _isMain = true;
        if (!_hasPredecessor)
        {
            _messages.Send("READY=1", NotifyMessages.Status($"Serving as process {_options.OwnPid}, generation {_options.Generation}"));
        }
    }

    /// <summary>
    /// Reports to <c>systemctl reload</c> that the signal has arrived. READY follows when the pending restart has been carried out. Only
    /// the main process reports.
    /// </summary>
    public void RestartDeferred(string state)
    {
        if (_isMain)
        {
            _restartIsPending = true;
            _messages.Send(
                NotifyMessages.Reloading(),
                NotifyMessages.Status(
                    $"Restart requested while {state}: it is pending and follows afterwards; serving as process {_options.OwnPid}"));
        }
    }

    public void RestartBegins()
    {
        _restartIsPending = false;
        _isRestarting = true;
        _messages.Send(
            NotifyMessages.Reloading(),
            NotifyMessages.Status("Restarting: the new version starts"));
    }

    public void RestartFailed(string reason)
    {
        _isRestarting = false;
        _messages.Send("READY=1", NotifyMessages.Status($"Restart failed: {reason}; serving as process {_options.OwnPid} as before"));
    }

    public void HandedOver(int successorPid)
    {
        _isRestarting = false;
        _restartIsPending = false;
        _isMain = false;
        _isHandedOver = true;

        // One message, so that the reload never appears done with the old main process. WATCHDOG=1 restarts the watchdog's time for the
        // successor.
        _messages.Send(
            $"MAINPID={successorPid}",
            "READY=1",
            Watchdog(),
            NotifyMessages.Status($"Serving as process {successorPid}, generation {_options.Generation + 1}"));
        CloseBarrier();
        _barrier = NotifyBarrier.Send(_socket);
    }

    public void TookBack(string reason)
    {
        _isMain = true;
        _isHandedOver = false;
        CloseBarrier();
        _messages.Send(
            $"MAINPID={_options.OwnPid}",
            Watchdog(),
            NotifyMessages.Status($"Restart failed: {reason}; serving as process {_options.OwnPid} again"));
    }

    public void PredecessorGone()
    {
        _hasPredecessor = false;
        if (_stoppingIsPending)
        {
            _stoppingIsPending = false;
            SendStopping();
        }
    }

    public void Stopping()
    {
        _isStopping = true;
        if (_hasPredecessor)
        {
            // The predecessor may have dismissed this process and go on serving. STOPPING would end the whole service, and is sent when
            // no other process is left.
            _stoppingIsPending = true;
            return;
        }

        SendStopping();
    }

    public void Stopped()
    {
        // Without a limit of the host, the time is extended again and again.
        if (_isStopping && _options.ShutdownTimeout != Timeout.InfiniteTimeSpan)
        {
            _messages.Send(NotifyMessages.Timeout(_options.ShutdownTimeout));
            _isStopping = false;
        }

        // The predecessor goes on and reports.
        _stoppingIsPending = false;

        // systemd drops messages of a process that has ended. The last one names the new main process.
        _barrier?.Wait();
        CloseBarrier();
    }

    /// <summary>Sends the watchdog message. Not after the hand-over, so that it does not hide a stuck successor.</summary>
    internal void Ping()
    {
        if (_isMain)
        {
            _messages.Send("WATCHDOG=1");
        }
    }

    /// <summary>Extends systemd's timeout while a restart or a stop runs, which have limits of their own.</summary>
    internal void Extend()
    {
        if (_isStopping)
        {
            _messages.Send(NotifyMessages.Extend, NotifyMessages.Status($"Stopping: {_options.Connections()} connections are still open"));
        }
        else if (_isRestarting || _restartIsPending)
        {
            _messages.Send(NotifyMessages.Extend);
        }
    }

    public void Dispose() => CloseBarrier();

    private void SendStopping() => _messages.Send(
        _isHandedOver ? $"MAINPID={_options.OwnPid}" : null,
        "STOPPING=1",
        NotifyMessages.Extend,
        NotifyMessages.Status($"Stopping: {_options.Connections()} connections are still open"));

    private void CloseBarrier()
    {
        _barrier?.Dispose();
        _barrier = null;
    }

    private string? Watchdog() => _options.HasWatchdog ? "WATCHDOG=1" : null;
}

/// <summary>The facts about a process that <see cref="ServiceNotifier"/> reports.</summary>
internal sealed record ServiceNotifierOptions
{
    internal required int OwnPid { get; init; }

    internal required int Generation { get; init; }

    internal required bool HasPredecessor { get; init; }

    /// <summary>True when systemd watches this service (WATCHDOG_USEC).</summary>
    internal required bool HasWatchdog { get; init; }

    /// <summary>Gets the time that the host and its services may take after the last connection has ended, or infinite.</summary>
    internal required TimeSpan ShutdownTimeout { get; init; }

    /// <summary>Returns the number of open connections.</summary>
    internal required Func<int> Connections { get; init; }
}
