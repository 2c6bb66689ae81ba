namespace Graceful.Transport;

/// <summary>The started timers of an event loop, which are few: listeners that wait after a failure.</summary>
internal sealed class LoopTimers
{
    private readonly List<LoopTimer> _started = new(4);

    internal void Add(LoopTimer timer) => _started.Add(timer);

    internal void Remove(LoopTimer timer) => _started.Remove(timer);

    /// <summary>Returns the milliseconds until the first timer is due; <see cref="Timeout.Infinite"/> without one.</summary>
    internal int UntilNext()
    {
        var next = long.MaxValue;
        foreach (var timer in _started)
        {
            next = Math.Min(next, timer.DueAt);
        }

        return next == long.MaxValue ? Timeout.Infinite : (int)Math.Max(0, next - Environment.TickCount64);
    }

    /// <summary>Returns a timer that is due, or null.</summary>
    /// <remarks>Called in each round of the loop: without a lambda, which would allocate.</remarks>
    internal LoopTimer? FindDue()
    {
        foreach (var timer in _started)
        {
            if (timer.DueAt <= Environment.TickCount64)
            {
                return timer;
            }
        }

        return null;
    }
}
