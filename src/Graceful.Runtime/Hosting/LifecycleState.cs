namespace Graceful.Hosting;

/// <summary>Where a process stands in its life.</summary>
internal enum LifecycleState
{
    /// <summary>Endpoints are being bound.</summary>
    Starting,

    /// <summary>Accepts and serves.</summary>
    Serving,

    /// <summary>Serves, and waits for a successor to be ready.</summary>
    Restarting,

    /// <summary>A successor serves; what is left here leaves. Called off when the successor dies.</summary>
    Draining,

    /// <summary>Told to stop; serves on until load balancers have noticed.</summary>
    StopAnnounced,

    /// <summary>Told to stop; what is left here ends.</summary>
    Stopping,

    /// <summary>Empty: the host may stop Kestrel and exit.</summary>
    Stopped,
}
