using Graceful.Posix;
using static Tmds.Linux.LibC;

namespace Graceful.Supervision;

// A worker that SIGSTOP has suspended handles no signal and keeps none of its own limits.
internal sealed partial class Master
{
    /// <summary>The worker has to restart or to end now. Unless it is suspended, it keeps limits of its own.</summary>
    private void ExpectReaction(Worker worker) => worker.ReactionDue = After(_settings.SuspensionLimit);

    private void CheckReactions(long now)
    {
        foreach (var worker in _workers.Where(worker => worker.ReactionDue <= now))
        {
            worker.ReactionDue = null;
            if (!TryKillSuspended(worker)
                && (_isStopping || worker.IsRestarting || worker.Phase is WorkerPhase.HandedOver or WorkerPhase.Stopping))
            {
                // It may be suspended later.
                ExpectReaction(worker);
            }
        }
    }

    /// <returns>False when the worker is not suspended.</returns>
    private bool TryKillSuspended(Worker worker)
    {
        if (!_actions.IsSuspended(worker))
        {
            return false;
        }

        _log.SuspendedWorkerKilled(worker.Pid, worker.Generation);
        _actions.Signal(worker, SIGKILL);
        return true;
    }
}
