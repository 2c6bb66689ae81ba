namespace Graceful.Supervision;

/// <summary>The time after a restart in which a failure of the new version brings the previous one back.</summary>
/// <param name="worker">The worker of the new version.</param>
/// <param name="previous">The program to return to.</param>
/// <param name="until">When the time ends.</param>
internal sealed class Probation(Worker worker, WorkerProgram previous, long until)
{
    /// <summary>A worker that has announced heartbeats and sends none for this long hangs.</summary>
    internal static readonly TimeSpan HeartbeatTimeout = TimeSpan.FromSeconds(3);

    /// <summary>The time between two checks: twice the time between two heartbeats.</summary>
    internal static readonly TimeSpan HeartbeatPeriod = HeartbeatTimeout / MostMissed;

    private const int MostMissed = 3;

    private int _missed;

    internal Worker Worker { get; } = worker;

    internal WorkerProgram Previous { get; } = previous;

    internal long Until { get; } = until;

    /// <summary>The failure of the new version; <see langword="null"/> while it has not failed.</summary>
    internal string? Failure { get; set; }

    /// <summary>True when the return to the previous version has begun. Its start is repeated until it succeeds.</summary>
    internal bool IsReturning { get; set; }

    /// <summary>The time after which a heartbeat is missing; <see langword="null"/> for a worker that sends none.</summary>
    internal long? HeartbeatDue { get; private set; }

    /// <summary>The time of the master's next check; <see langword="null"/> after a failure.</summary>
    internal long? Due => Failure is null ? Master.Earlier<long>(Until, HeartbeatDue) : null;

    /// <summary>A heartbeat has arrived, or the first one is awaited.</summary>
    /// <param name="nextDue">The end of the period that begins; <see langword="null"/> when no further ones are sent.</param>
    internal void OnHeartbeat(long? nextDue)
    {
        _missed = 0;
        HeartbeatDue = nextDue;
    }

    /// <summary>A period has passed without a heartbeat.</summary>
    /// <remarks>
    /// Periods are counted, and not the time: a container that was paused, master and worker together, misses one, however long the
    /// pause was.
    /// </remarks>
    /// <param name="nextDue">The end of the period that begins.</param>
    /// <returns>True when the worker hangs.</returns>
    internal bool MissesHeartbeat(long nextDue)
    {
        HeartbeatDue = nextDue;
        return ++_missed == MostMissed;
    }
}
