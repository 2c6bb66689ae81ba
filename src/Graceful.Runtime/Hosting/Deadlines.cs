namespace Graceful.Hosting;

/// <summary>What a process in transition waits for, at most.</summary>
internal enum Deadline
{
    /// <summary>The successor must be ready.</summary>
    Start,

    /// <summary>The successor has been asked to end, and must.</summary>
    Kill,

    /// <summary>Load balancers have had their time to notice that this process stops.</summary>
    Delay,

    /// <summary>Idle connections have been told long enough.</summary>
    Linger,

    /// <summary>Requests have had their time.</summary>
    Drain,

    /// <summary>Aborted requests have noticed, or never will.</summary>
    Abort,

    /// <summary>The host has stopped, although requests that do not notice an abort still run.</summary>
    Exit,
}

/// <summary>At most one point in time for each <see cref="Deadline"/>.</summary>
internal sealed class Deadlines(TimeProvider clock)
{
    private readonly Dictionary<Deadline, long> _due = [];

    internal void Set(Deadline deadline, TimeSpan fromNow) =>
        _due[deadline] = clock.GetTimestamp() + (long)(fromNow.TotalSeconds * clock.TimestampFrequency);

    internal void Clear(Deadline deadline) => _due.Remove(deadline);

    internal void Clear() => _due.Clear();

    /// <summary>The time until the next one; <see langword="null"/> when there is none.</summary>
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

    /// <summary>Takes out one that is over.</summary>
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
}
