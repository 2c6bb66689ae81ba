using Graceful.Posix;

namespace Graceful.Supervision;

/// <summary>The process of a worker: by its pidfd, or by its id where the kernel or a seccomp filter refuses pidfds.</summary>
internal static class WorkerProcess
{
    /// <summary>Opens the process of a worker that another worker has started.</summary>
    /// <returns><see langword="null"/> when the process has ended and its parent has reaped it.</returns>
    internal static Worker? TryOpen(int pid, int generation)
    {
        var pidFd = Descriptor.OfProcess(pid);
        return pidFd >= 0 || ProcessId.Exists(pid) ? new Worker(pid, pidFd, generation) : null;
    }

    /// <summary>True when the process has ended. Without a pidfd, only after it has been reaped.</summary>
    internal static bool HasExited(Worker worker) =>
        worker.PidFd >= 0 ? PollSet.WaitForInput(worker.PidFd, milliseconds: 0) : !ProcessId.Exists(worker.Pid);
}
