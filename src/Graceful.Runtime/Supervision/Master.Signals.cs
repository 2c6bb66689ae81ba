using Graceful.Posix;
using static Tmds.Linux.LibC;

namespace Graceful.Supervision;

// Which worker a signal is for.
internal sealed partial class Master
{
    /// <summary>Relays a restart signal to the worker that serves, or keeps it until one does.</summary>
    internal void OnRestartSignal(string name, int signal)
    {
        if (_isStopping)
        {
            _log.RestartIgnored(name);
            return;
        }

        if (Current is { } current)
        {
            _actions.Signal(current, signal);
            ExpectReaction(current);
        }
        else if (_workers.Find(worker => worker.IsUnbound && worker.Phase == WorkerPhase.Starting) is { } unbound)
        {
            // It has nothing to hand over, and logs that.
            _actions.Signal(unbound, signal);
        }
        else if (_startAt is not null)
        {
            // The operator has probably repaired what made the worker crash.
            _log.StartedBySignal(name);
            EndProbation();
            StartWorker();
        }
        else
        {
            _log.RestartWaits(name);
            (_keptRestart, _keptRestartSignal) = (name, signal);
            foreach (var worker in _workers.Where(worker => worker.ReactionDue is null))
            {
                ExpectReaction(worker);
            }
        }
    }

    /// <summary>The worker will never serve: a restart signal that waits for that is relayed now.</summary>
    internal void OnUnbound(Worker worker)
    {
        worker.IsUnbound = true;
        if (_keptRestart is { } signal)
        {
            _keptRestart = null;
            OnRestartSignal(signal, _keptRestartSignal);
        }
    }

    /// <summary>Relays a stop signal to every worker. A second one makes them exit at once.</summary>
    internal void OnStopSignal(string name, int signal)
    {
        var isSecond = _isStopping;
        if (!_isStopping)
        {
            _isStopping = true;
            _startAt = null;
            EndProbation();
            _log.MasterStops(name, _workers.Count);
            _observer.Stopping();

            // Before the workers stop, so that they know.
            ReleaseSocketsAtTheEnd();
        }

        if (_workers.Count == 0)
        {
            RemoveFiles([]);
            ExitCode = 0;
            return;
        }

        foreach (var worker in _workers)
        {
            if ((worker.Phase == WorkerPhase.Starting && HasServingPredecessor(worker)) || (isSecond && TryKillSuspended(worker)))
            {
                continue;
            }

            TellToStop(worker, signal);
        }
    }

    /// <summary>Forwards any other signal to the worker that serves.</summary>
    internal void OnOtherSignal(int signal)
    {
        if (Serving is { } serving)
        {
            _actions.Signal(serving, signal);
        }
    }

    /// <summary>Stops a successor whose predecessor has died before it handled its own stop.</summary>
    private void StopOrphans()
    {
        foreach (var worker in _workers.Where(worker => worker.Phase is WorkerPhase.Starting or WorkerPhase.Serving))
        {
            if (!HasServingPredecessor(worker))
            {
                StopLate(worker);
            }
        }
    }

    /// <summary>
    /// Stops a successor that got no signal, because its predecessor was to end it. That one had handed over before its own signal arrived.
    /// </summary>
    private void StopLate(Worker worker)
    {
        if (_isStopping && worker.StopSignal is null)
        {
            TellToStop(worker, SIGTERM);
        }
    }

    private void TellToStop(Worker worker, int signal)
    {
        worker.StopSignal = signal;
        _actions.Signal(worker, signal);
        worker.ReactionDue ??= After(_settings.SuspensionLimit);
    }

    /// <summary>
    /// A worker that is told to stop ends its unfinished successor itself. A second SIGTERM would make that one exit at once.
    /// </summary>
    private bool HasServingPredecessor(Worker worker) =>
        _workers.Exists(other => other != worker && other.Phase is (WorkerPhase.Serving or WorkerPhase.Stopping));
}
