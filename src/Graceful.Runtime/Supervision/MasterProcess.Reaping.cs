using Graceful.Posix;

namespace Graceful.Supervision;

// The ends of workers.
internal sealed partial class MasterProcess
{
    /// <summary>How often the master looks for the end of workers that have no pidfd.</summary>
    private static readonly TimeSpan PollPeriodWithoutPidFd = TimeSpan.FromSeconds(1);

    private TimeSpan? PollPeriod => _master.Workers.Any(worker => worker.PidFd < 0) ? PollPeriodWithoutPidFd : null;

    /// <summary>Reaps every child, orphans of workers included, and reports the workers among them.</summary>
    private void Reap()
    {
        // Before the status: a worker's last messages are older than its end.
        Receive();
        while (ChildProcess.TryReapAny(out var pid, out var status))
        {
            if (Find(pid) is { } worker)
            {
                OnExited(worker, status);
            }
            else
            {
                _master.OnOrphanExited();
            }
        }

        // A successor whose parent still lives is reaped by its parent.
        foreach (var worker in _master.Workers.Where(WorkerProcess.HasExited).ToArray())
        {
            OnExited(worker, ChildProcess.TryReap(worker.Pid));
        }
    }

    private void OnExited(Worker worker, ExitStatus? status)
    {
        _master.OnExited(worker, status);
        if (worker.PidFd >= 0)
        {
            Descriptor.Close(worker.PidFd);
        }

        if (worker.Program is { } program)
        {
            Descriptor.Close(program.Fd);
            worker.Program = null;
        }
    }
}
