using Graceful.Posix;

namespace Graceful.Supervision;

// The ends of workers.
internal sealed partial class MasterProcess
{
    /// <summary>The period of the check whether workers without a pidfd have ended.</summary>
    private static readonly TimeSpan PollPeriodWithoutPidFd = TimeSpan.FromSeconds(1);

    private TimeSpan? PollPeriod => _master.Workers.Any(worker => worker.PidFd < 0) ? PollPeriodWithoutPidFd : null;

    /// <summary>Reaps every child, orphans of workers included, and reports the workers among them.</summary>
    /// <remarks>
    /// A worker's last messages are read after its end has been noticed, and before it is reported: a worker that reports its stop has not
    /// crashed.
    /// </remarks>
    private void Reap()
    {
        while (ChildProcess.TryReapAny(out var pid, out var status))
        {
            Receive();
            if (pid == _check?.Pid)
            {
                _check.OnExited(status);
            }
            else if (Find(pid) is { } worker)
            {
                OnExited(worker, status);
            }
            else
            {
                _master.OnOrphanExited();
            }
        }

        _check?.OnExitReapedByRuntime();

        // A successor whose parent still lives is reaped by its parent.
        foreach (var worker in _master.Workers.Where(WorkerProcess.HasExited).ToArray())
        {
            Receive();
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
