namespace Graceful.Hosting;

/// <summary>The states of a process.</summary>
internal enum LifecycleState
{
    /// <summary>Binds its endpoints.</summary>
    Starting,

    /// <summary>Has started, and binds no endpoint: a worker service, or a host of a test or of a build-time tool.</summary>
    Unbound,

    /// <summary>Accepts and serves.</summary>
    Serving,

    /// <summary>Serves, and waits until a successor is ready.</summary>
    Restarting,

    /// <summary>
    /// A successor serves, and the connections here move or end. The process returns to <see cref="Serving"/> when the successor dies.
    /// </summary>
    Draining,

    /// <summary>Was told to stop, and serves for <see cref="GracefulOptions.ShutdownDelay"/>.</summary>
    StopAnnounced,

    /// <summary>Was told to stop, and the connections here end.</summary>
    Stopping,

    /// <summary>Has no connections. The host may stop Kestrel and exit.</summary>
    Stopped,
}
