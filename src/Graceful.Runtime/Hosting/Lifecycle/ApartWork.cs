namespace Graceful.Hosting;

/// <summary>
/// Starts work for the lifecycle's thread that may block: on a thread of its own, because handlers may block every thread of the pool.
/// </summary>
internal static class ApartWork
{
    /// <summary>Starts the work; without a thread for it (RLIMIT_NPROC, pids.max), on the thread pool.</summary>
    internal static void Start(string name, Action work)
    {
        if (!TryStartThread(name, work, out _))
        {
            Guard(() => ThreadPool.UnsafeQueueUserWorkItem(static work => work(), work, preferLocal: false));
        }
    }

    /// <returns>False when the process cannot have another thread.</returns>
    internal static bool TryStartThread(string name, Action work, out Thread thread)
    {
        thread = new Thread(() => work()) { Name = name, IsBackground = true };
        try
        {
            thread.Start();
            return true;
        }
        catch (OutOfMemoryException)
        {
            // pthread_create(3) has failed with EAGAIN.
            return false;
        }
    }

    /// <summary>Runs an action that queues work on the thread pool or sets a timer, and may need another thread for it.</summary>
    /// <remarks>
    /// The pool throws when it cannot start another thread. It has queued the work by then, and one of its present threads runs it.
    /// </remarks>
    internal static void Guard(Action queue)
    {
        try
        {
            queue();
        }
        catch (OutOfMemoryException)
        {
            // The lifecycle must go on.
        }
    }
}
