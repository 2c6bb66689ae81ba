using Graceful.Restart;
using Graceful.Posix;
using Microsoft.Extensions.Logging;

namespace Graceful.Systemd;

/// <summary>
/// Tells systemd what happens, as sd_notify(3) has it. At any time one process speaks for the service, the main process: the old
/// one until it has handed over, with <c>MAINPID=</c>, and the new one from then on. So it works with
/// <c>NotifyAccess=main</c>, but for one message: <c>all</c> lets a process come back whose successor has died.
/// </summary>
internal sealed class ServiceNotifier : ILifecycleObserver
{
    private readonly NotifySocket _socket;
    private readonly ServiceNotifierOptions _options;
    private readonly ILogger _log;

    private bool _hasPredecessor;
    private bool _isMain;
    private bool _isHandedOver;
    private bool _isRestarting;
    private bool _owesRestart;
    private bool _isStopping;
    private bool _owesStopping;
    private bool _sendFailed;
    private NotifyBarrier? _barrier;

    internal ServiceNotifier(NotifySocket socket, ServiceNotifierOptions options, ILogger log)
    {
        _socket = socket;
        _options = options;
        _log = log;
        _hasPredecessor = options.HasPredecessor;
    }

    /// <summary>How often <see cref="Extend"/> is to be called.</summary>
    internal static TimeSpan ExtensionPeriod { get; } = TimeSpan.FromSeconds(5);

    /// <summary>How far each EXTEND_TIMEOUT_USEC reaches.</summary>
    internal static TimeSpan Extension { get; } = 3 * ExtensionPeriod;

    /// <summary>A successor says nothing: its predecessor is the main process until it has handed over, and says it.</summary>
    public void Ready()
    {
        _isMain = true;
        if (!_hasPredecessor)
        {
            Send("READY=1", Status($"Serving as process {_options.OwnPid}, generation {_options.Generation}"));
        }
    }

    /// <summary>
    /// Whoever waits in <c>systemctl reload</c> hears that the signal has come; READY follows when the restart that was kept has been
    /// carried out. A process that is not the main one leaves that to the one that is.
    /// </summary>
    public void RestartDeferred(string state)
    {
        if (_isMain)
        {
            _owesRestart = true;
            Send(
                "RELOADING=1",
                $"MONOTONIC_USEC={MonotonicMicroseconds()}",
                Timeout(Extension),
                Status($"Asked to restart while {state}: the restart is kept and carried out afterwards; serving as process {_options.OwnPid}"));
        }
    }

    public void RestartBegins()
    {
        _owesRestart = false;
        _isRestarting = true;
        Send("RELOADING=1", $"MONOTONIC_USEC={MonotonicMicroseconds()}", Timeout(Extension), Status("Restarting: the new version starts"));
    }

    public void RestartFailed(string reason)
    {
        _isRestarting = false;
        Send("READY=1", Status($"Restart failed: {reason}; serving as process {_options.OwnPid} as before"));
    }

    public void HandedOver(int successorPid)
    {
        _isRestarting = false;
        _owesRestart = false;
        _isMain = false;
        _isHandedOver = true;

        // One message, so that nobody finds the reload done and the old process in charge. The successor has the whole time of the
        // watchdog before it.
        Send($"MAINPID={successorPid}", "READY=1", Watchdog(), Status($"Serving as process {successorPid}, generation {_options.Generation + 1}"));
        _barrier = NotifyBarrier.Send(_socket);
    }

    public void TookBack(string reason)
    {
        _isMain = true;
        _isHandedOver = false;
        Send($"MAINPID={_options.OwnPid}", Watchdog(), Status($"Restart failed: {reason}; serving as process {_options.OwnPid} again"));
    }

    public void PredecessorGone()
    {
        _hasPredecessor = false;
        if (_owesStopping)
        {
            _owesStopping = false;
            SendStopping();
        }
    }

    public void Stopping()
    {
        _isStopping = true;
        if (_hasPredecessor)
        {
            // It may have dismissed this process, and serve on: STOPPING would end the whole service then. It is said when nobody
            // else is left.
            _owesStopping = true;
            return;
        }

        SendStopping();
    }

    public void Stopped()
    {
        if (_isStopping)
        {
            Send(Timeout(_options.ShutdownTimeout));
            _isStopping = false;
        }

        // The predecessor goes on, and says it.
        _owesStopping = false;

        // A message of a process that has ended is dropped if systemd has not read it by then: this one says who goes on.
        _barrier?.Wait();
    }

    /// <summary>The process is alive. Nobody hears it from one that has handed over: a stuck successor must not hide behind it.</summary>
    internal void Ping()
    {
        if (_isMain)
        {
            Send("WATCHDOG=1");
        }
    }

    /// <summary>What goes on has deadlines of its own; systemd's are pushed ahead of them for as long as it does.</summary>
    internal void Extend()
    {
        if (_isStopping)
        {
            Send(Timeout(Extension), Status($"Stopping: {_options.Connections()} connections are still open"));
        }
        else if (_isRestarting || _owesRestart)
        {
            Send(Timeout(Extension));
        }
    }

    private void SendStopping() => Send(
        _isHandedOver ? $"MAINPID={_options.OwnPid}" : null,
        "STOPPING=1",
        Timeout(Extension),
        Status($"Stopping: {_options.Connections()} connections are still open"));

    private string? Watchdog() => _options.HasWatchdog ? "WATCHDOG=1" : null;

    private void Send(params ReadOnlySpan<string?> fields)
    {
        var text = new List<string>(fields.Length);
        foreach (var field in fields)
        {
            if (field is not null)
            {
                text.Add(field);
            }
        }

        var message = string.Join('\n', text);
        var error = _socket.Send(message);
        if (error != 0 && !_sendFailed)
        {
            _log.NotifyFailed(message.ReplaceLineEndings(" "), PosixException.Create("sendmsg", error).Message);
        }

        // One line, and not one for every ping, for as long as it lasts.
        _sendFailed = error != 0;
    }

    /// <summary>A line break would begin another field.</summary>
    private static string Status(string text) => "STATUS=" + text.ReplaceLineEndings(" ");

    private static string Timeout(TimeSpan time) => FormattableString.Invariant($"EXTEND_TIMEOUT_USEC={(long)time.TotalMicroseconds}");

    private static unsafe long MonotonicMicroseconds()
    {
        Libc.TimeSpec now;
        PosixException.Check(Libc.clock_gettime(Libc.CLOCK_MONOTONIC, &now), "clock_gettime(CLOCK_MONOTONIC)");
        return (now.tv_sec * 1_000_000L) + (now.tv_nsec / 1000);
    }
}

/// <summary>What a <see cref="ServiceNotifier"/> knows of its process.</summary>
internal sealed record ServiceNotifierOptions
{
    internal required int OwnPid { get; init; }

    internal required int Generation { get; init; }

    internal required bool HasPredecessor { get; init; }

    /// <summary>systemd watches this service (WATCHDOG_USEC).</summary>
    internal required bool HasWatchdog { get; init; }

    /// <summary>What the host and its services may take when the connections have gone.</summary>
    internal required TimeSpan ShutdownTimeout { get; init; }

    /// <summary>How many are open.</summary>
    internal required Func<int> Connections { get; init; }
}
