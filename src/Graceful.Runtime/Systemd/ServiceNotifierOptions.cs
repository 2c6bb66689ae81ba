namespace Graceful.Systemd;

/// <summary>The facts about a process that <see cref="ServiceNotifier"/> reports.</summary>
internal sealed record ServiceNotifierOptions
{
    internal required int OwnPid { get; init; }

    internal required int Generation { get; init; }

    internal required bool HasPredecessor { get; init; }

    /// <summary>True when systemd watches this service (WATCHDOG_USEC).</summary>
    internal required bool HasWatchdog { get; init; }

    /// <summary>Gets the time that the host and its services may take after the last connection has ended, or infinite.</summary>
    internal required TimeSpan ShutdownTimeout { get; init; }

    /// <summary>Returns the number of open connections.</summary>
    internal required Func<int> Connections { get; init; }
}
