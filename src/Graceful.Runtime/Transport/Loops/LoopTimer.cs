namespace Graceful.Transport;

/// <summary>Calls an action on the thread of an <see cref="EventLoop"/> after a delay. All members are for that thread.</summary>
/// <remarks>
/// The loop passes the time that is left to epoll_wait(2). The first <see cref="Timer"/> of a process starts a thread, which needs a
/// thread and descriptors: a retry after a shortage of either could not be scheduled.
/// </remarks>
/// <param name="loop">The loop.</param>
/// <param name="onDue">Called once for each <see cref="Start"/>.</param>
/// <param name="onFailed">Called with the exception of <paramref name="onDue"/>.</param>
internal sealed class LoopTimer(EventLoop loop, Action onDue, Action<Exception> onFailed)
{
    /// <summary>True from <see cref="Start"/> until the call or <see cref="Stop"/>.</summary>
    internal bool IsStarted { get; private set; }

    /// <summary>Gets the time of the call, on the scale of <see cref="Environment.TickCount64"/>.</summary>
    internal long DueAt { get; private set; }

    /// <summary>Schedules the call, in place of one that is scheduled already.</summary>
    internal void Start(int milliseconds)
    {
        DueAt = Environment.TickCount64 + milliseconds;
        if (!IsStarted)
        {
            IsStarted = true;
            loop.Timers.Add(this);
        }
    }

    internal void Stop()
    {
        if (IsStarted)
        {
            IsStarted = false;
            loop.Timers.Remove(this);
        }
    }

    /// <summary>Called by the loop when the time is over.</summary>
    internal void Run()
    {
        Stop();
        try
        {
            onDue();
        }
        catch (Exception reason)
        {
            onFailed(reason);
        }
    }
}
