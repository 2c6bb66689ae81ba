namespace Graceful.Supervision;

/// <summary>The phase of a worker, as its messages report it.</summary>
internal enum WorkerPhase
{
    /// <summary>Started; its endpoints do not accept yet.</summary>
    Starting,

    /// <summary>Accepts and serves.</summary>
    Serving,

    /// <summary>A successor serves; the worker drains.</summary>
    HandedOver,

    /// <summary>Stops for good.</summary>
    Stopping,
}

/// <summary>One process that serves, or did, or is about to.</summary>
internal sealed class Worker(int pid, int pidFd, int generation)
{
    internal int Pid { get; } = pid;

    /// <summary>A pidfd, readable when the process has exited; −1 on kernels without it.</summary>
    internal int PidFd { get; } = pidFd;

    internal int Generation { get; set; } = generation;

    internal WorkerPhase Phase { get; set; }

    /// <summary>True when the worker has started without an endpoint: it stays in <see cref="WorkerPhase.Starting"/>.</summary>
    internal bool IsUnbound { get; set; }

    /// <summary>True when the master has told the worker to end, since another one serves: the service goes on without it.</summary>
    internal bool IsDismissed { get; set; }

    /// <summary>The signal of a stop of the service that the master has sent to the worker; <see langword="null"/> before that.</summary>
    internal int? StopSignal { get; set; }

    /// <summary>True while the worker waits for a successor that it has started.</summary>
    internal bool IsRestarting { get; set; }

    /// <summary>
    /// The time, by the master's clock, at which the master checks whether the worker is suspended and has therefore not reacted to a
    /// signal; <see langword="null"/> when no reaction is awaited.
    /// </summary>
    internal long? ReactionDue { get; set; }

    /// <summary>The version of the supervision protocol that the worker's program implements; 0 until it has reported it.</summary>
    internal int ProtocolVersion { get; set; }

    /// <summary>True when the worker has announced heartbeats for its probation, and has not reported their end.</summary>
    internal bool SendsHeartbeats { get; set; }

    /// <summary>The time when the worker began to serve, by the master's clock.</summary>
    internal long ServingSince { get; set; }

    /// <summary>The worker's program, kept open for a way back; <see langword="null"/> where it cannot be opened.</summary>
    internal WorkerProgram? Program { get; set; }

    /// <summary>Copies of the worker's listening sockets.</summary>
    internal List<WorkerSocket> Sockets { get; set; } = [];
}

/// <summary>The file of a running program, held open so that it can be executed again after it has been replaced or deleted.</summary>
/// <param name="Fd">A descriptor of the file (O_PATH).</param>
/// <param name="File">Which file it is.</param>
internal sealed record WorkerProgram(int Fd, Posix.FileIdentity File);
