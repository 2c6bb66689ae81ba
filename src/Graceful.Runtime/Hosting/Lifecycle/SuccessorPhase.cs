namespace Graceful.Hosting;

/// <summary>The phases of a successor, seen from its predecessor.</summary>
internal enum SuccessorPhase
{
    /// <summary>Has to be ready before <see cref="Deadline.Start"/>.</summary>
    Starting,

    /// <summary>Was ready in time, and takes over.</summary>
    TakingOver,

    /// <summary>Was sent SIGTERM before it was ready. A READY that arrives afterwards is too late.</summary>
    Dismissed,

    /// <summary>Sent READY before it received SIGTERM. It may have accepted connections, which it has to finish.</summary>
    ReadyTooLate,
}
