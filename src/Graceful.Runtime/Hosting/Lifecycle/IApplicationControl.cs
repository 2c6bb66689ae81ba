namespace Graceful.Hosting;

/// <summary>The actions of the lifecycle on the application.</summary>
internal interface IApplicationControl
{
    /// <summary>
    /// Closes inherited sockets that no endpoint has claimed, begins to accept at every endpoint, and then notifies the predecessor.
    /// </summary>
    void Ready();

    /// <summary>Announces the end of this process to a predecessor that still drains, which would otherwise accept again.</summary>
    void SendStopping();

    /// <summary>Tells the predecessor that this process ends now.</summary>
    /// <returns>False when the predecessor has finished, so that this process is the last generation.</returns>
    bool TryLeaveToPredecessor();

    /// <summary>Raises ApplicationStopping, and returns at once.</summary>
    void StopApplication();

    /// <summary>Runs the shutdown hooks in order, and then calls <paramref name="whenDone"/>.</summary>
    void RunShutdownHooks(TimeSpan limit, Action whenDone);

    /// <summary>Stops the single-generation services, and then calls <paramref name="whenDone"/>.</summary>
    void StopSingleGenerationServices(Action whenDone);

    /// <summary>Starts the single-generation services, unless they run.</summary>
    void StartSingleGenerationServices();

    /// <summary>No connection is left to drain. The host may stop Kestrel.</summary>
    /// <param name="handedOver">A successor serves on the same sockets.</param>
    void Drained(bool handedOver);

    /// <summary>Ends the wait for requests in Kestrel's stop, so that the host stops its other services.</summary>
    void AbandonRequests();

    /// <summary>Ends the process at once.</summary>
    void Exit(int code);
}
