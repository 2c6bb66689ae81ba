using System.Runtime.InteropServices;

namespace Graceful.Supervision;

/// <summary>The settings of a master.</summary>
internal sealed record MasterSettings
{
    /// <summary>Gets the signals that restart, by number.</summary>
    internal IReadOnlyList<int> RestartSignals { get; init; } = [];

    /// <summary>Gets the signals that stop, by number.</summary>
    internal IReadOnlyList<int> StopSignals { get; init; } = [];

    /// <summary>Gets all signals that the master handles, with the runtime's names for them.</summary>
    internal IReadOnlyDictionary<int, PosixSignal> Signals { get; init; } = new Dictionary<int, PosixSignal>();

    /// <summary>Gets the time that a successor gets until it serves.</summary>
    internal TimeSpan StartTimeout { get; init; }

    /// <summary>
    /// Gets the time after which a suspended worker that was told to restart or to end is killed: the sum of the limits that a worker keeps
    /// while it ends, so that one that is continued before could still have finished its requests.
    /// </summary>
    internal TimeSpan SuspensionLimit { get; init; }

    /// <summary>Gets the program that starts workers in place of the running one; <see langword="null"/> or empty for that one.</summary>
    internal string? Program { get; init; }

    /// <summary>Gets how long the previous version is kept after a restart.</summary>
    internal TimeSpan ProbationTime { get; init; }

    /// <summary>True to keep the listening sockets in systemd's descriptor store.</summary>
    internal bool StoresSockets { get; init; }
}
