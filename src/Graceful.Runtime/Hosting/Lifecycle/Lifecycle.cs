using Graceful.Draining;
using Graceful.Posix;
using Graceful.Restart;
using Microsoft.Extensions.Logging;
using static Tmds.Linux.LibC;

namespace Graceful.Hosting;

/// <summary>
/// The state machine of one process: starting, serving, restarting, draining, stopping, stopped. Every method runs on one thread
/// (<see cref="LifecycleThread"/>), so that no two steps overlap.
/// </summary>
internal sealed partial class Lifecycle : ISuccessorEvents, IPredecessorEvents
{
    /// <summary>The time between SIGTERM and SIGKILL.</summary>
    private static readonly TimeSpan KillDelay = TimeSpan.FromSeconds(2);

    /// <summary>The time for aborted requests to end.</summary>
    private static readonly TimeSpan AbortDelay = TimeSpan.FromSeconds(1);

    /// <summary>The time that Kestrel's stop may wait for requests that ignore the abort.</summary>
    private static readonly TimeSpan ExitDelay = TimeSpan.FromSeconds(5);

    /// <summary>The time for connections to move, also with a shorter DrainTimeout, which is for requests.</summary>
    private static readonly TimeSpan ShortestMove = TimeSpan.FromSeconds(1);

    /// <summary>The shortest time between two checks for idle connections.</summary>
    private static readonly TimeSpan ShortestLinger = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest time between ApplicationStopping and the abort after DrainTimeout during a restart.</summary>
    private static readonly TimeSpan LongestNotice = TimeSpan.FromSeconds(1);

    /// <summary>The number of connections that are logged one by one after DrainTimeout.</summary>
    private const int MostDescribed = 20;

    private readonly ISuccessorLauncher _launcher;
    private readonly IDrain _drain;
    private readonly IApplicationControl _application;
    private readonly ILifecycleObserver _observer;
    private readonly GracefulOptions _options;
    private readonly TimeProvider _clock;
    private readonly Action<Action> _post;
    private readonly GracefulMetrics _metrics;
    private readonly ILogger _log;
    private readonly DrainProgress _progress = new();

    private ISuccessor? _successor;
    private SuccessorPhase _successorPhase;
    private bool _hasPredecessor;
    private bool _restartIsPending;
    private long? _stopSignaledAt;
    private bool _stopCameFromHost;
    private bool _hasFailed;
    private bool _stopRequestedWhileDraining;

    // It cannot be undone. A process that takes back goes on with it.
    private bool _drainRaisedApplicationStopping;

    private long _launchedAt;
    private long _drainBegunAt;
    private long _acceptedUntil;
    private long _hooksBegunAt;
    private AbortedWork _aborted;

    /// <param name="launcher">Starts successors.</param>
    /// <param name="drain">Moves and closes connections.</param>
    /// <param name="application">The host.</param>
    /// <param name="observer">Is notified of each transition.</param>
    /// <param name="options">Limits and hooks.</param>
    /// <param name="clock">Measures the deadlines.</param>
    /// <param name="post">Queues an event of another thread for the thread of the lifecycle.</param>
    /// <param name="hasPredecessor">True when a predecessor waits for this process to be ready.</param>
    /// <param name="metrics">Records restarts and stops.</param>
    /// <param name="log">The operator's log.</param>
    internal Lifecycle(
        ISuccessorLauncher launcher,
        IDrain drain,
        IApplicationControl application,
        ILifecycleObserver observer,
        GracefulOptions options,
        TimeProvider clock,
        Action<Action> post,
        bool hasPredecessor,
        GracefulMetrics metrics,
        ILogger log)
    {
        _launcher = launcher;
        _drain = drain;
        _application = application;
        _observer = observer;
        _options = options;
        _clock = clock;
        _post = post;
        _hasPredecessor = hasPredecessor;
        _metrics = metrics;
        _log = log;
        Deadlines = new Deadlines(clock);
    }

    /// <summary>
    /// Gets the time within which two stop signals are one request to stop. A supervisor that signals a whole process tree or group (pm2,
    /// systemd with <c>KillMode=control-group</c>) reaches a worker twice: directly, and by the signal that its master passes on.
    /// </summary>
    internal TimeSpan SameStop { get; init; }

    /// <summary>Gets the time that the host gives its services to stop (HostOptions.ShutdownTimeout).</summary>
    internal TimeSpan HostLimit { get; init; } = Timeout.InfiniteTimeSpan;

    internal LifecycleState State { get; private set; }

    /// <summary>
    /// True when the process exits next: it has handed over or was told to stop. A host that the application stops may be followed by
    /// another host in the same process.
    /// </summary>
    internal bool EndsProcess { get; private set; }

    internal Deadlines Deadlines { get; }

    private static int OwnPid => Environment.ProcessId;

    /// <summary>The host has started, and every endpoint is bound.</summary>
    internal void OnStarted()
    {
        if (State != LifecycleState.Starting)
        {
            return;
        }

        State = LifecycleState.Serving;

        // Order matters: the predecessor hands over as soon as it is notified. By then the PID file must name this process, and the
        // master must have its sockets.
        _observer.Ready();
        _application.Ready();
        if (!_hasPredecessor)
        {
            _application.StartSingleGenerationServices();
        }

        RestartIfPending();
    }

    /// <summary>The host has started and binds no endpoint, as a worker service: there is nothing to hand over.</summary>
    internal void OnStartedWithoutEndpoints()
    {
        if (State != LifecycleState.Starting)
        {
            return;
        }

        State = LifecycleState.Unbound;
        _observer.StartedWithoutEndpoints();
        if (_restartIsPending)
        {
            _restartIsPending = false;
            _log.RestartWithoutEndpoints("A restart signal");
        }
    }

    /// <param name="signal">The name of the signal, or of another source, for the log.</param>
    internal void OnRestartSignal(string signal)
    {
        switch (State)
        {
            case LifecycleState.Serving when !_hasPredecessor:
                _log.RestartSignalReceived(signal);
                Restart();
                break;
            case LifecycleState.Serving:
                DeferRestart(signal, "the predecessor still drains");
                break;
            case LifecycleState.Starting or LifecycleState.Restarting:
                DeferRestart(signal, State == LifecycleState.Starting ? "starting" : "restarting");
                break;
            case LifecycleState.Unbound:
                _log.RestartWithoutEndpoints(signal);
                break;
            case LifecycleState.Draining:
                // Pending here too, in case the successor dies.
                _restartIsPending = true;
                _log.RestartPassedOn(signal, _successor!.Pid);
                _successor.RequestRestart();
                break;
            default:
                _log.RestartRefused(signal);
                break;
        }
    }

    internal void OnStopSignal(string signal, int number)
    {
        if (_stopSignaledAt is { } first)
        {
            if (_clock.GetElapsedTime(first) < SameStop)
            {
                _log.SameStopSignal(signal, SameStop);
                return;
            }

            _log.SecondStopSignal(signal, 128 + number);
            if (_successorPhase == SuccessorPhase.Dismissed)
            {
                // It has no requests, and no process would end it later.
                _successor?.Kill(SIGKILL);
            }

            _observer.Stopped();
            _application.Exit(128 + number);
            return;
        }

        _stopSignaledAt = _clock.GetTimestamp();
        _log.StopSignalReceived(signal);
        Stop(canDelay: true);
    }

    /// <summary>The host stops: for a reason of its own, or because the lifecycle has stopped it.</summary>
    /// <param name="hasFailed">True when a background service has thrown, so that the end of the process is no stop in order.</param>
    /// <param name="isLogged">True when that is in the log already.</param>
    internal void OnApplicationStopping(bool hasFailed = false, bool isLogged = false)
    {
        var isStopping = State is LifecycleState.Stopping or LifecycleState.Stopped || _stopRequestedWhileDraining;
        if (isStopping || _drainRaisedApplicationStopping)
        {
            return;
        }

        _hasFailed = hasFailed;
        if (!hasFailed)
        {
            _log.ApplicationStops();
        }
        else if (!isLogged)
        {
            _log.BackgroundServiceFailed(OwnPid);
        }

        _stopCameFromHost = true;
        Stop(canDelay: false);
    }

    internal void OnDeadline(Deadline deadline)
    {
        switch (deadline)
        {
            case Deadline.Start:
                _log.SuccessorTimedOut(_successor!.Pid, _options.StartTimeout, OwnPid);
                _metrics.RecordRestart(RestartOutcome.TimedOut);
                EndSuccessor();
                break;
            case Deadline.Kill:
                _successor?.Kill(SIGKILL);
                break;
            case Deadline.Linger:
                OnLingered();
                break;
            case Deadline.Delay:
                DrainAndStop();
                break;
            case Deadline.Drain:
                OnDrainTimedOut();
                break;
            case Deadline.Abort:
                OnAborted();
                break;
            case Deadline.ApplicationStopping:
                OnNearDrainTimeout();
                break;
            case Deadline.Exit:
                _log.RequestsAbandoned(_drain.Remaining, OwnPid);
                _application.AbandonRequests();
                break;
            case Deadline.Host:
                _log.HostNotStopped(HostLimit + ExitDelay, OwnPid);
                _application.Exit(0);
                break;
        }
    }
}
