namespace Graceful.Supervision;

/// <summary>The time after a restart in which a failure of the new version brings the previous one back.</summary>
/// <param name="worker">The worker of the new version.</param>
/// <param name="previous">The program to return to.</param>
/// <param name="until">When the time ends.</param>
internal sealed class Probation(Worker worker, WorkerProgram previous, long until)
{
    /// <summary>A worker that has announced heartbeats and sends none for this long hangs.</summary>
    internal static readonly TimeSpan HeartbeatTimeout = TimeSpan.FromSeconds(3);

    internal Worker Worker { get; } = worker;

    internal WorkerProgram Previous { get; } = previous;

    internal long Until { get; } = until;

    /// <summary>The failure of the new version; <see langword="null"/> while it has not failed.</summary>
    internal string? Failure { get; set; }

    /// <summary>True when the return to the previous version has begun. Its start is repeated until it succeeds.</summary>
    internal bool IsReturning { get; set; }

    /// <summary>The time after which the next heartbeat is overdue; <see langword="null"/> for a worker that sends none.</summary>
    internal long? HeartbeatDue { get; set; }

    /// <summary>The time of the master's next check; <see langword="null"/> after a failure.</summary>
    internal long? Due => Failure is null ? Master.Earlier<long>(Until, HeartbeatDue) : null;
}
