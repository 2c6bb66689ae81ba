namespace Graceful.Hosting;

/// <summary>The limits of a process that restarts or stops.</summary>
internal enum Deadline
{
    /// <summary>The successor must be ready.</summary>
    Start,

    /// <summary>A successor that was sent SIGTERM must have ended.</summary>
    Kill,

    /// <summary>The end of <see cref="GracefulOptions.ShutdownDelay"/>.</summary>
    Delay,

    /// <summary>Idle connections that cannot move are closed.</summary>
    Linger,

    /// <summary>A successor serves, and ApplicationStopping is raised here for requests that have no end of their own.</summary>
    ApplicationStopping,

    /// <summary>Requests are aborted.</summary>
    Drain,

    /// <summary>Aborted requests must have ended.</summary>
    Abort,

    /// <summary>The host must have stopped, with requests that ignore the abort.</summary>
    Exit,

    /// <summary>The host of a process that has handed over must have stopped, whatever its services do.</summary>
    Host,
}

/// <summary>At most one point in time for each <see cref="Deadline"/>.</summary>
internal sealed class Deadlines(TimeProvider clock)
{
    /// <summary>The longest wait, so that a suspension shows.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    /// <summary>A wait that ends later than planned by more than this was a suspension. A busy machine delays a thread for less.</summary>
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(2);

    private readonly Dictionary<Deadline, long> _due = [];
    private long? _waitEndsAt;

    internal void Set(Deadline deadline, TimeSpan fromNow) => _due[deadline] = clock.GetTimestamp() + Ticks(fromNow);

    internal void Clear(Deadline deadline) => _due.Remove(deadline);

    internal void Clear() => _due.Clear();

    /// <summary>Gets the time until the next deadline; <see langword="null"/> when there is none.</summary>
    internal TimeSpan? UntilNext
    {
        get
        {
            if (_due.Count == 0)
            {
                return null;
            }

            var left = clock.GetElapsedTime(clock.GetTimestamp(), _due.Values.Min());
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>Returns the time to wait now; <see langword="null"/> when there is no deadline.</summary>
    internal TimeSpan? BeginWait()
    {
        var wait = UntilNext is { } next && next > LongestWait ? LongestWait : UntilNext;
        _waitEndsAt = wait is { } time ? clock.GetTimestamp() + Ticks(time) : null;
        return wait;
    }

    /// <summary>Ends a wait, early or not. The deadlines move by the time for which the process was suspended.</summary>
    /// <remarks>
    /// SIGSTOP, <c>docker pause</c>, or a machine that was paused: the requests did not run either, and would be aborted at the end of the
    /// pause, whatever DrainTimeout is.
    /// </remarks>
    internal void EndWait()
    {
        if (_waitEndsAt is { } planned && clock.GetTimestamp() - planned is var late && late > Ticks(LongestDelay))
        {
            foreach (var deadline in _due.Keys.ToArray())
            {
                _due[deadline] += late;
            }
        }

        _waitEndsAt = null;
    }

    /// <summary>Removes and returns one deadline that is over.</summary>
    internal bool TryTakeExpired(out Deadline deadline)
    {
        var now = clock.GetTimestamp();
        foreach (var (candidate, due) in _due)
        {
            if (due <= now)
            {
                deadline = candidate;
                return _due.Remove(candidate);
            }
        }

        deadline = default;
        return false;
    }

    private long Ticks(TimeSpan time) => (long)(time.TotalSeconds * clock.TimestampFrequency);
}
