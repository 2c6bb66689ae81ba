using Graceful.Posix;
using static Tmds.Linux.LibC;

namespace Graceful.Supervision;

// A worker that dies while its successor starts. The master learns of the successor when that one reports itself.
internal sealed partial class Master
{
    private bool _waitsForSuccessor;

    /// <summary>A process that no worker waits for, and that is no worker, has ended: perhaps the successor.</summary>
    internal void OnOrphanExited()
    {
        if (_waitsForSuccessor && !_actions.HasOrphanedSuccessor())
        {
            _waitsForSuccessor = false;
            ScheduleStart(_backOff.Next(TimeSpan.Zero));
        }
    }

    /// <returns>False when the worker that has died has no living successor.</returns>
    private bool WaitForSuccessorOf(Worker worker, ExitStatus? status)
    {
        _waitsForSuccessor = worker.IsRestarting && _actions.HasOrphanedSuccessor();
        if (_waitsForSuccessor)
        {
            _log.SuccessorGoesOn(worker.Pid, Describe(status), DescribeWaitingClients(), _settings.StartTimeout);
            ScheduleStart(_settings.StartTimeout);
        }

        return _waitsForSuccessor;
    }

    /// <summary>Another worker is started instead.</summary>
    private void EndWaitForSuccessor()
    {
        if (_waitsForSuccessor)
        {
            _waitsForSuccessor = false;
            _actions.KillOrphanedSuccessors();
        }
    }

    /// <summary>Postpones the start of another worker: this one was started by a worker that has died, and is on its way.</summary>
    private void WaitFor(Worker successor)
    {
        _waitsForSuccessor = false;
        if (_startAt is not null && successor.Phase == WorkerPhase.Starting)
        {
            ScheduleStart(_settings.StartTimeout);
        }
    }

    /// <summary>Stops a worker when another one serves and does not wait for it: the successor of a dead worker has come late.</summary>
    private bool StopIfNotNeeded(Worker worker)
    {
        if (_workers.Find(other => other.Phase == WorkerPhase.Serving && other != _failed && !other.IsRestarting) is not { } serving)
        {
            return false;
        }

        _log.WorkerNotNeeded(worker.Pid, worker.Generation, serving.Pid);
        Dismiss(worker);
        return true;
    }

    /// <summary>The worker finishes its requests and ends.</summary>
    private void Dismiss(Worker worker)
    {
        worker.IsDismissed = true;
        worker.Phase = WorkerPhase.Stopping;
        _actions.Signal(worker, SIGTERM);
        ExpectReaction(worker);
    }
}
