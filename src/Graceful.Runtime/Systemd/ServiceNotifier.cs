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

    private ReportedState _state;
    private bool _hasPredecessor;
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
        _state = ReportedState.Serving;
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
        if (_state is not (ReportedState.Serving or ReportedState.RestartPending or ReportedState.Restarting))
        {
            return;
        }

        if (_state == ReportedState.Serving)
        {
            _state = ReportedState.RestartPending;
        }

        _messages.Send(
            NotifyMessages.Reloading(),
            NotifyMessages.Status(
                $"Restart requested while {state}: it is pending and follows afterwards; serving as process {_options.OwnPid}"));
    }

    public void RestartBegins()
    {
        _state = ReportedState.Restarting;
        _messages.Send(NotifyMessages.Reloading(), NotifyMessages.Status("Restarting: the new version starts"));
    }

    public void RestartFailed(string reason)
    {
        _state = ReportedState.Serving;
        _messages.Send("READY=1", NotifyMessages.Status($"Restart failed: {reason}; serving as process {_options.OwnPid} as before"));
    }

    public void HandedOver(int successorPid)
    {
        _state = ReportedState.HandedOver;

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
        _state = ReportedState.Serving;
        CloseBarrier();
        _messages.Send(
            $"MAINPID={_options.OwnPid}",
            Watchdog(),
            NotifyMessages.Status($"Restart failed: {reason}; serving as process {_options.OwnPid} again"));
    }

    public void PredecessorGone()
    {
        _hasPredecessor = false;
        if (_state == ReportedState.StopPending)
        {
            SendStopping();
        }
    }

    public void Stopping()
    {
        if (_hasPredecessor)
        {
            // The predecessor may have dismissed this process and go on serving. STOPPING would end the whole service, and is sent when
            // no other process is left.
            _state = ReportedState.StopPending;
            return;
        }

        SendStopping();
    }

    public void Stopped()
    {
        if (_state is ReportedState.StopPending or ReportedState.Stopping)
        {
            StopExtending();
        }

        // systemd drops messages of a process that has ended. The last one names the new main process.
        _barrier?.Wait();
        CloseBarrier();
    }

    /// <summary>Sends the watchdog message. Not after the hand-over, so that it does not hide a stuck successor.</summary>
    internal void Ping()
    {
        if (_state is not (ReportedState.Starting or ReportedState.HandedOver))
        {
            _messages.Send("WATCHDOG=1");
        }
    }

    /// <summary>Extends systemd's timeout while a restart or a stop runs, which have limits of their own.</summary>
    internal void Extend()
    {
        switch (_state)
        {
            case ReportedState.RestartPending or ReportedState.Restarting:
                _messages.Send(NotifyMessages.Extend);
                break;
            case ReportedState.StopPending or ReportedState.Stopping:
                _messages.Send(NotifyMessages.Extend, StoppingStatus());
                break;
        }
    }

    public void Dispose() => CloseBarrier();

    private void SendStopping()
    {
        var isHandedOver = _state == ReportedState.HandedOver;
        _state = ReportedState.Stopping;
        _messages.Send(
            isHandedOver ? $"MAINPID={_options.OwnPid}" : null,
            "STOPPING=1",
            NotifyMessages.Extend,
            StoppingStatus());
    }

    private void StopExtending()
    {
        if (_options.ShutdownTimeout == Timeout.InfiniteTimeSpan)
        {
            // The host has no limit: the time is extended until the process ends.
            _state = ReportedState.Stopping;
            return;
        }

        _state = ReportedState.Stopped;
        _messages.Send(NotifyMessages.Timeout(_options.ShutdownTimeout));
    }

    private string StoppingStatus() => NotifyMessages.Status($"Stopping: {_options.Connections()} connections are still open");

    private void CloseBarrier()
    {
        _barrier?.Dispose();
        _barrier = null;
    }

    private string? Watchdog() => _options.HasWatchdog ? "WATCHDOG=1" : null;
}
