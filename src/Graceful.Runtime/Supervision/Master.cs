using Graceful.Posix;
using Microsoft.Extensions.Logging;

namespace Graceful.Supervision;

/// <summary>
/// The decisions of the process that supervises workers: when to start one, which one a signal is for, when to return to the previous
/// version, when to exit. Without I/O: see <see cref="MasterProcess"/>. All methods are called on one thread.
/// </summary>
/// <remarks>
/// A worker restarts itself as it does without a master: it starts its successor and hands over. The master relays the signal and
/// follows the workers' messages. The kernel makes the successor a child of the master when the old worker exits (PR_SET_CHILD_SUBREAPER,
/// prctl(2), or PID 1).
/// </remarks>
internal sealed partial class Master
{
    private readonly IMasterActions _actions;
    private readonly IMasterObserver _observer;
    private readonly MasterSettings _settings;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly RestartBackOff _backOff = new();
    private readonly List<Worker> _workers = [];

    private bool _hasServed;
    private bool _isStopping;
    private string? _keptRestart;
    private int _keptRestartSignal;
    private int _lastGeneration = -1;

    internal Master(IMasterActions actions, IMasterObserver observer, MasterSettings settings, TimeProvider clock, ILogger log)
    {
        _actions = actions;
        _observer = observer;
        _settings = settings;
        _clock = clock;
        _log = log;
    }

    internal IReadOnlyList<Worker> Workers => _workers;

    internal int LastGeneration => _lastGeneration;

    internal int Crashes => _backOff.Crashes;

    /// <summary>Set when the master has nothing left to supervise.</summary>
    internal int? ExitCode { get; private set; }

    /// <summary>The time until <see cref="OnTimer"/> must be called; <see langword="null"/> when nothing is due.</summary>
    internal TimeSpan? UntilNext
    {
        get
        {
            var due = Earlier(Earlier(_startAt, _probation?.Due), _workers.Min(worker => worker.ReactionDue));
            if (due is null)
            {
                return null;
            }

            var left = _clock.GetElapsedTime(_clock.GetTimestamp(), due.Value);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    private Worker? Serving => _workers.FindLast(worker => worker.Phase == WorkerPhase.Serving);

    /// <summary>The worker that a restart signal is for: the oldest one that serves, since its successor may still be on the way.</summary>
    private Worker? Current => _workers.Find(worker => worker.Phase == WorkerPhase.Serving);

    /// <summary>Goes on where the previous program of this process stopped.</summary>
    internal void Continue(MasterState state)
    {
        _workers.AddRange(state.Workers);
        _lastGeneration = state.LastGeneration;
        _backOff.Crashes = Math.Max(0, state.Crashes);
        _hasServed = true;
        _observer.Continue(state);
    }

    /// <summary>A worker's signal handlers are installed. A successor is known to the master from here on.</summary>
    internal void OnHello(Worker worker, int generation, int protocolVersion, bool sendsHeartbeats)
    {
        worker.SendsHeartbeats = sendsHeartbeats;
        worker.Generation = generation;
        worker.ProtocolVersion = protocolVersion;
        _lastGeneration = Math.Max(_lastGeneration, generation);
        if (!_workers.Contains(worker))
        {
            _workers.Add(worker);
            WaitFor(worker);
        }
    }

    internal void OnReady(Worker worker)
    {
        if (worker.Phase != WorkerPhase.Starting)
        {
            return;
        }

        if (StopIfNotNeeded(worker))
        {
            return;
        }

        // After the death of a worker that was about to hand over, its successor serves alone.
        _startAt = null;
        worker.Phase = WorkerPhase.Serving;
        worker.ServingSince = _clock.GetTimestamp();
        _actions.Close(_spareSockets);
        _spareSockets = [];
        if (!_hasServed)
        {
            _hasServed = true;
            _observer.Ready(worker);
        }
        else if (Current == worker)
        {
            _log.WorkerServes(worker.Pid, worker.Generation);
            _observer.Serves(worker);
        }

        FinishRollback(worker);
        ContinueProbation(worker);
        if (_keptRestart is { } signal && Current == worker)
        {
            _keptRestart = null;
            OnRestartSignal(signal, _keptRestartSignal);
        }
    }

    internal void OnRestartBegins(Worker worker)
    {
        worker.IsRestarting = true;
        ExpectReaction(worker);
        _observer.RestartBegins();
    }

    /// <summary>The worker itself has logged the reason.</summary>
    internal void OnRestartFailed(Worker worker, string reason)
    {
        worker.IsRestarting = false;
        worker.ReactionDue = null;
        _observer.RestartFailed($"Restart failed: {reason}; worker {worker.Pid} serves as before");
    }

    internal void OnHandedOver(Worker worker, int successorPid)
    {
        worker.IsRestarting = false;
        worker.Phase = WorkerPhase.HandedOver;
        ExpectReaction(worker);
        if (_workers.Find(other => other.Pid == successorPid) is not { } successor)
        {
            return;
        }

        _log.WorkerReplaced(worker.Pid, successor.Pid, successor.Generation);
        CloseRemoved(worker, successor);
        if (_isStopping)
        {
            StopLate(successor);
            return;
        }

        _observer.Serves(successor);
        BeginProbation(successor, worker);
    }

    internal void OnTookBack(Worker worker, string reason)
    {
        worker.Phase = WorkerPhase.Serving;
        worker.IsRestarting = false;
        worker.ReactionDue = null;
        EndProbation();
        _observer.TookBack(worker, $"Restart failed: {reason}; worker {worker.Pid} serves again");
    }

    internal void OnStopping(Worker worker)
    {
        worker.Phase = WorkerPhase.Stopping;
        ReleaseSocketsAtTheEnd();
    }

    /// <param name="worker">The process that ended.</param>
    /// <param name="status">How it ended; <see langword="null"/> when another process reaped it.</param>
    internal void OnExited(Worker worker, ExitStatus? status)
    {
        if (!_workers.Remove(worker))
        {
            return;
        }

        var sockets = worker.Sockets;
        KeepSockets(worker);
        ReleaseSocketsAtTheEnd();
        var hasCrashed = worker.Phase is WorkerPhase.Starting or WorkerPhase.Serving && !_isStopping;
        if (hasCrashed)
        {
            NoteFailureOnProbation(worker, $"exited with {Describe(status)}");
        }

        StopOrphans();
        var goesOnAlone = worker.IsDismissed && !_isStopping;
        if (goesOnAlone || _workers.Exists(other => _isStopping || !other.IsDismissed))
        {
            // Its predecessor takes back, or its successor goes on: each of them notices its end.
            if (worker.Phase == WorkerPhase.HandedOver)
            {
                _ = TryReturnToPrevious();
            }

            return;
        }

        if (_isStopping || worker.Phase == WorkerPhase.Stopping || IsFinal(worker, status))
        {
            _log.MasterExits(Environment.ProcessId, worker.Pid, Describe(status));
            RemoveFiles(sockets);
            ExitCode = IsStoppedAtStart(worker, status) ? 0 : CodeOf(status);
            return;
        }

        if (TryReturnToPrevious() || WaitForSuccessorOf(worker, status))
        {
            return;
        }

        var served = worker.ServingSince == 0 ? TimeSpan.Zero : _clock.GetElapsedTime(worker.ServingSince);
        var delay = _backOff.Next(served);
        _log.WorkerDied(worker.Pid, Describe(status), DescribeWaitingClients(), delay);
        _observer.RestartFailed($"Worker {worker.Pid} exited with {Describe(status)}; starting another");
        ScheduleStart(delay);
    }

    /// <summary>
    /// True when another worker would end the same way: the first one refused its configuration (EX_CONFIG), or did what it was started for
    /// without serving (a <c>--help</c>, a migration).
    /// </summary>
    private bool IsFinal(Worker worker, ExitStatus? status) =>
        !_hasServed && worker.Phase == WorkerPhase.Starting
        && status is { Signaled: false, Code: 0 or Transport.StartRefusedException.ExitCode };

    /// <summary>True when the stop signal has ended a worker that had no handler for it yet, and has served no request.</summary>
    private static bool IsStoppedAtStart(Worker worker, ExitStatus? status) =>
        worker.Phase == WorkerPhase.Starting && status is { Signaled: true, Signal: var signal } && signal == worker.StopSignal;

    private static int CodeOf(ExitStatus? status) =>
        status is not { } known ? 0 : known.Signaled ? 128 + known.Signal : known.Code;

    private static string Describe(ExitStatus? status) => status?.ToString() ?? "an unknown status";

    /// <returns>The smaller one; <see langword="null"/> when there is none.</returns>
    internal static T? Earlier<T>(T? first, T? second)
        where T : struct, IComparable<T> => first is null || (second is { } other && other.CompareTo(first.Value) < 0) ? second : first;
}
