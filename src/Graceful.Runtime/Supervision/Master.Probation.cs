using static Tmds.Linux.LibC;

namespace Graceful.Supervision;

// A new version that fails soon after a restart is replaced by the previous one.
internal sealed partial class Master
{
    private Probation? _probation;
    private Worker? _failed;
    private Worker? _restored;

    /// <summary>True when the version that serves has proven itself, so that the master may become it.</summary>
    /// <remarks>A restart and a stop that have begun are not part of <see cref="MasterState"/>: the master finishes them itself.</remarks>
    internal bool IsSettled =>
        _probation is null && _restored is null && !_isStopping
        && _workers is [{ Phase: WorkerPhase.Serving, IsRestarting: false, ReactionDue: null }];

    internal void OnHeartbeat(Worker worker)
    {
        // Those for the watchdog are further apart.
        if (_probation?.Worker == worker && worker.SendsHeartbeats)
        {
            _probation.OnHeartbeat(After(Probation.HeartbeatPeriod));
        }
    }

    /// <summary>Its ProbationTime is shorter than that of the master, which has another version.</summary>
    internal void OnHeartbeatsEnd(Worker worker)
    {
        worker.SendsHeartbeats = false;
        if (_probation?.Worker == worker)
        {
            _probation.OnHeartbeat(nextDue: null);
        }
    }

    /// <remarks>A worker that stops is unhealthy, so that load balancers notice: no fault of its version.</remarks>
    internal void OnUnhealthy(Worker worker, string checks)
    {
        if (worker.Phase != WorkerPhase.Stopping && _probation is { Failure: null } probation && probation.Worker == worker)
        {
            NoteFailureOnProbation(worker, $"reports unhealthy ({checks})");
            _ = TryReturnToPrevious();
        }
    }

    private void BeginProbation(Worker successor, Worker predecessor)
    {
        // A version that is on probation itself is nothing to return to: the one before it stays.
        var previous = _probation is { } running && running.Worker == predecessor
            ? running.Previous
            : predecessor.Program is { } program ? _actions.Duplicate(program) : null;
        _probation = null;
        if (previous is null)
        {
            return;
        }

        if (_settings.ProbationTime == TimeSpan.Zero || successor.Program?.File == previous.File)
        {
            _actions.Close(previous);
            return;
        }

        _probation = new Probation(successor, previous, After(_settings.ProbationTime));
        _probation.OnHeartbeat(successor.SendsHeartbeats ? After(Probation.HeartbeatPeriod) : null);
    }

    /// <summary>A version that died on probation while it restarted: its successor goes on alone, and on probation.</summary>
    private void ContinueProbation(Worker successor)
    {
        if (_probation is { Failure: not null } failed && !_workers.Contains(failed.Worker))
        {
            BeginProbation(successor, failed.Worker);
        }
    }

    private void CheckProbation(long now)
    {
        if (_probation is not { Failure: null } probation)
        {
            return;
        }

        if (probation.HeartbeatDue <= now && probation.MissesHeartbeat(After(Probation.HeartbeatPeriod)))
        {
            NoteFailureOnProbation(probation.Worker, $"has sent no heartbeat for {Probation.HeartbeatTimeout}");

            // It serves nothing, and its predecessor takes back at once if it still drains.
            _actions.Signal(probation.Worker, SIGKILL);
            _ = TryReturnToPrevious();
        }
        else if (probation.Until <= now)
        {
            _log.ProbationPassed(probation.Worker.Pid, _settings.ProbationTime);
            EndProbation();
        }
    }

    private void NoteFailureOnProbation(Worker worker, string reason)
    {
        if (_probation is { Failure: null } probation && probation.Worker == worker)
        {
            probation.Failure = reason;
        }
        else if (worker == _restored)
        {
            _log.PreviousVersionFailed(worker.Pid, reason);
            _restored = null;
        }
    }

    /// <summary>Starts the previous version. When it cannot be started, the master keeps its program and repeats the start.</summary>
    /// <returns>False when there is no failure on probation, or a predecessor still drains: its end is waited for.</returns>
    private bool TryReturnToPrevious()
    {
        if (_probation is not { Failure: { } reason } probation
            || _workers.Exists(worker => worker.Phase == WorkerPhase.HandedOver))
        {
            return false;
        }

        if (!probation.IsReturning)
        {
            probation.IsReturning = true;
            _log.ReturnsToPreviousVersion(probation.Worker.Pid, probation.Worker.Generation, reason);
            _observer.RestartFailed($"The new version {reason}; the previous version starts");
        }

        if (StartWorker(probation.Previous) is { } restored)
        {
            _restored = restored;
            _failed = probation.Worker;
            EndProbation();
        }

        return true;
    }

    /// <summary>The previous version serves again: the failed one, if it still runs, finishes its requests and ends.</summary>
    private void FinishRollback(Worker worker)
    {
        if (worker != _restored)
        {
            return;
        }

        _restored = null;
        _log.PreviousVersionServes(worker.Pid, worker.Generation);
        if (_failed is { } failed && _workers.Contains(failed))
        {
            Dismiss(failed);
            _observer.Serves(worker);
        }

        _failed = null;
    }

    private void EndProbation()
    {
        if (_probation is { } probation)
        {
            _actions.Close(probation.Previous);
            _probation = null;
        }
    }
}
