namespace Graceful.Systemd;

/// <summary>The state of this process as systemd knows it.</summary>
internal enum ReportedState
{
    /// <summary>Nothing is reported: systemd waits for READY, or the predecessor reports.</summary>
    Starting,

    /// <summary>The main process serves.</summary>
    Serving,

    /// <summary>The main process serves, and a restart that was requested follows later.</summary>
    RestartPending,

    /// <summary>The main process serves, and its successor starts.</summary>
    Restarting,

    /// <summary>The successor is the main process.</summary>
    HandedOver,

    /// <summary>This process was told to stop while its predecessor drains: STOPPING follows when that one has gone.</summary>
    StopPending,

    /// <summary>The main process stops.</summary>
    Stopping,

    /// <summary>No connection is left, and the time of the host is limited.</summary>
    Stopped,
}
