using Graceful.Draining;
using Graceful.Posix;
using Graceful.Restart;
using Microsoft.Extensions.Logging;

namespace Graceful.Hosting;

/// <summary>
/// The life of one process: starting, serving, restarting, draining, stopping, stopped. Everything happens on one thread (see
/// <see cref="LifecycleThread"/>), so that a method here is one step and sees no other under way.
/// </summary>
internal sealed partial class Lifecycle : ISuccessorEvents, IPredecessorEvents
{
    /// <summary>What a process may take to end after SIGTERM, before SIGKILL.</summary>
    private static readonly TimeSpan KillDelay = TimeSpan.FromSeconds(2);

    /// <summary>What aborted requests may take to notice.</summary>
    private static readonly TimeSpan AbortDelay = TimeSpan.FromSeconds(1);

    /// <summary>What the host may take to stop when requests that do not notice an abort keep Kestrel waiting.</summary>
    private static readonly TimeSpan ExitDelay = TimeSpan.FromSeconds(5);

    /// <summary>Between two looks at what idles, where no time is given to it.</summary>
    private static readonly TimeSpan ShortestLinger = TimeSpan.FromMilliseconds(250);

    /// <summary>So many connections are described one by one when the drain time is over.</summary>
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

    private ISuccessor? _successor;
    private bool _hasPredecessor;
    private bool _restartIsPending;
    private bool _stopRequested;
    private bool _applicationStopRequested;
    private int _stopSignals;
    private bool _isEmpty;
    private bool _hooksAreDone;
    private long _launchedAt;
    private long _drainBegunAt;
    private long _acceptedUntil;
    private long _hooksBegunAt;
    private AbortedWork _aborted;

    /// <param name="launcher">Starts successors.</param>
    /// <param name="drain">Lets connections go.</param>
    /// <param name="application">The host around.</param>
    /// <param name="observer">Who outside has to know what happens here.</param>
    /// <param name="options">Times and hooks.</param>
    /// <param name="clock">For the deadlines.</param>
    /// <param name="post">Brings an event from another thread to the thread of the lifecycle.</param>
    /// <param name="hasPredecessor">A predecessor waits for this process to be ready.</param>
    /// <param name="metrics">For whoever watches many of them.</param>
    /// <param name="log">For the operator.</param>
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

    internal LifecycleState State { get; private set; }

    internal Deadlines Deadlines { get; }

    private static int OwnPid => Environment.ProcessId;

    /// <summary>Every endpoint accepts.</summary>
    internal void OnStarted()
    {
        if (State != LifecycleState.Starting)
        {
            return;
        }

        State = LifecycleState.Serving;
        _observer.Ready();
        _application.Ready();
        RestartIfPending();
    }

    /// <param name="signal">Its name.</param>
    /// <param name="times">How often it came before this thread heard of it: as one restart, whatever their number.</param>
    internal void OnRestartSignal(string signal, int times = 1)
    {
        if (times > 1)
        {
            _log.SignalsCameTogether(signal, times);
        }

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
            case LifecycleState.Draining:
                // Kept here too: a successor that dies cannot carry it out.
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
        if (++_stopSignals > 1)
        {
            _log.SecondStopSignal(signal, 128 + number);
            if (_isDismissed && !_wasReadyTooLate)
            {
                // It has nobody's request, and nobody is left who would see to it that it ends.
                _successor?.Kill(Signals.SIGKILL);
            }

            _observer.Stopped();
            _application.Exit(128 + number);
            return;
        }

        _log.StopSignalReceived(signal);
        Stop(announced: true);
    }

    /// <summary>The host stops: for a reason of its own, or because it was told so from here.</summary>
    internal void OnApplicationStopping()
    {
        if (State is LifecycleState.Stopping or LifecycleState.Stopped || _applicationStopRequested || _stopRequested)
        {
            return;
        }

        _log.ApplicationStops();
        Stop(announced: false);
    }

    internal void OnDeadline(Deadline deadline)
    {
        switch (deadline)
        {
            case Deadline.Start:
                _log.SuccessorTimedOut(_successor!.Pid, _options.StartTimeout, OwnPid);
                _metrics.Restarted(RestartOutcome.TimedOut);
                EndSuccessor();
                break;
            case Deadline.Kill:
                _successor?.Kill(Signals.SIGKILL);
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
            case Deadline.Exit:
                _log.ExitForced(_drain.Remaining, OwnPid);
                _application.Exit(0);
                break;
        }
    }

    void IPredecessorEvents.RestartRequested() => _post(() => OnRestartSignal("Restart request of the predecessor"));

    void IPredecessorEvents.PredecessorGone(bool inOrder) => _post(() =>
    {
        _hasPredecessor = false;
        _observer.PredecessorGone();
        if (inOrder)
        {
            _log.PredecessorFinished();
        }
        else
        {
            _log.PredecessorDied(OwnPid);
        }

        if (State == LifecycleState.Serving)
        {
            RestartIfPending();
        }
    });

    private void DeferRestart(string signal, string state)
    {
        if (_restartIsPending)
        {
            _log.RestartJoined(signal, state);
        }
        else
        {
            _restartIsPending = true;
            _log.RestartDeferred(signal, state);
        }

        _observer.RestartDeferred(state);
    }

    private void RestartIfPending()
    {
        if (_restartIsPending && !_hasPredecessor)
        {
            _restartIsPending = false;
            _log.RestartSignalReceived("Kept restart");
            Restart();
        }
    }
}
