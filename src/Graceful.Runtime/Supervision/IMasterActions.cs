namespace Graceful.Supervision;

/// <summary>The actions of the master on processes, separate from its decisions.</summary>
internal interface IMasterActions
{
    /// <summary>Starts a worker.</summary>
    /// <param name="program">The program to execute; <see langword="null"/> for the one that the service was started with.</param>
    /// <param name="generation">The worker's generation.</param>
    /// <param name="sockets">The listening sockets that it inherits.</param>
    /// <exception cref="IOException">The program could not be started.</exception>
    Worker Start(WorkerProgram? program, int generation, IReadOnlyList<WorkerSocket> sockets);

    /// <summary>True when a new worker inherits sockets that the service manager has passed, since none has been ready yet.</summary>
    bool PassesActivatedSockets { get; }

    /// <summary>Sends a signal to a worker.</summary>
    void Signal(Worker worker, int signal);

    /// <summary>True when a worker has been suspended (SIGSTOP) and not continued.</summary>
    bool IsSuspended(Worker worker);

    /// <summary>True when a successor runs whose worker has died, and that has not reported itself yet.</summary>
    bool HasOrphanedSuccessor();

    /// <summary>Kills such successors: they have had their time, or the service ends, and they would keep its sockets open.</summary>
    void KillOrphanedSuccessors();

    /// <summary>Removes the files of Unix sockets that the service has created. Only at its end: each worker uses the same files.</summary>
    void RemoveFiles(IEnumerable<WorkerSocket> sockets);

    /// <summary>True when two descriptors have the same open socket, or that cannot be determined.</summary>
    bool AreSame(WorkerSocket one, WorkerSocket other);

    /// <summary>Notifies all workers that the master has closed its copies of the sockets for good.</summary>
    void AnnounceRelease();

    /// <summary>Closes descriptors that the master does not need any more.</summary>
    void Close(IEnumerable<WorkerSocket> sockets);

    /// <summary>Opens a program once more, so that it outlives the worker that runs it.</summary>
    /// <returns><see langword="null"/> when no descriptor is free.</returns>
    WorkerProgram? Duplicate(WorkerProgram program);

    /// <summary>Closes a program that is not needed for a way back any more.</summary>
    void Close(WorkerProgram program);
}

/// <summary>Reports the state of the service to systemd and to readers of the PID file.</summary>
internal interface IMasterObserver
{
    /// <summary>The first worker serves.</summary>
    void Ready(Worker worker);

    /// <summary>The master has replaced its program. The previous one reported <see cref="Ready"/>.</summary>
    void Continue(MasterState state);

    /// <summary>Writes the state for <see cref="Continue"/> in the next program of the master.</summary>
    void Save(MasterState state);

    /// <summary>A worker starts a successor.</summary>
    void RestartBegins();

    /// <summary>A restart or a new version failed; the text has the reason, and the version that serves.</summary>
    void RestartFailed(string status);

    /// <summary>The new version failed after the hand-over; its predecessor serves again.</summary>
    void TookBack(Worker worker, string status);

    /// <summary>A worker that serves listens on one more endpoint, or on one less.</summary>
    void SocketsChanged(Worker worker);

    /// <summary>A worker serves after a restart, a crash or a rollback.</summary>
    void Serves(Worker worker);

    /// <summary>A worker has sent a heartbeat, or the master waits for the next worker.</summary>
    void Heartbeat();

    /// <summary>Gets how often systemd's watchdog needs <see cref="Heartbeat"/>; <see langword="null"/> without one.</summary>
    TimeSpan? HeartbeatPeriod { get; }

    /// <summary>Gets how often <see cref="Extend"/> must be called; <see langword="null"/> while no deadline of systemd runs.</summary>
    TimeSpan? ExtensionPeriod { get; }

    /// <summary>Pushes systemd's deadline for the restart or the stop ahead: workers have deadlines of their own.</summary>
    void Extend();

    /// <summary>True when systemd has a copy of the socket, which listens on after the service.</summary>
    bool IsStored(WorkerSocket socket);

    /// <summary>The service stops.</summary>
    void Stopping();

    /// <summary>The master exits. The last call.</summary>
    void Stopped();
}
