namespace Graceful.Restart;

/// <summary>Finds out whether the limits that this process shares with its successor hold both of them.</summary>
/// <remarks>
/// When memory runs out, the kernel may kill the old process, or all of the group (memory.oom.group, OOMPolicy= of systemd). When no
/// thread can be created, the runtime ends the process. So a restart that cannot succeed must not begin. The successor is expected to
/// need what this process needed when it was ready, which is the least: the restart may still fail.
/// </remarks>
/// <param name="proc">The directory of proc(5).</param>
internal sealed class SharedLimits(string proc = "/proc") : ILifecycleObserver
{
    private long _memory;
    private long _threads;

    /// <summary>Records what this process has needed.</summary>
    public void Ready()
    {
        try
        {
            var status = Path.Combine(proc, "self", "status");
            _memory = KernelFile.Sum(status, "RssAnon", "RssShmem");
            _threads = KernelFile.Sum(status, "Threads");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // Without /proc, nothing is known, and no restart is refused.
        }
    }

    /// <summary>Returns the reason, and what to do instead; <see langword="null"/> when no limit is known to be too low.</summary>
    internal string? ReasonAgainstRestart()
    {
        try
        {
            if (Headroom.OfMemory(proc).FirstOrDefault(headroom => headroom.Left < _memory) is { Limit: not null } memory)
            {
                return $"{memory.Limit} leaves {Headroom.Mebibytes(memory.Left)}, and this process had {Headroom.Mebibytes(_memory)} "
                    + "when it was ready, so that the kernel would end one of the two; make room for both, or stop and start the service";
            }

            if (Headroom.OfTasks(proc).FirstOrDefault(headroom => headroom.Left < _threads) is { Limit: not null } tasks)
            {
                return $"{tasks.Limit} leaves {tasks.Left}, and this process had {_threads} threads when it was ready; "
                    + "make room for both, or stop and start the service";
            }
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // A group was removed, or the files are hidden: the limit is not known.
        }

        return null;
    }
}
