namespace Graceful.Hosting;

/// <summary>What the lifecycle can do with the application around it.</summary>
internal interface IApplicationControl
{
    /// <summary>The process serves: says so to the predecessor, and lets go of inherited sockets that nobody wants.</summary>
    void Ready();

    /// <summary>This process was told to stop: the predecessor, if it still drains, must not come back.</summary>
    void SendStopping();

    /// <summary>This process is empty and ends. Its predecessor, if it is still there, is told.</summary>
    /// <returns>False when the predecessor has finished: this process is the last.</returns>
    bool TryLeaveToPredecessor();

    /// <summary>Tells the application that it ends (ApplicationStopping), without waiting for what it makes of it.</summary>
    void StopApplication();

    /// <summary>Runs the shutdown hooks, in order, and calls when the last one has ended.</summary>
    void RunShutdownHooks(TimeSpan limit, Action whenDone);

    /// <summary>Nothing is left to drain: the host may stop Kestrel.</summary>
    /// <param name="handedOver">A successor serves on the same sockets.</param>
    void Drained(bool handedOver);

    /// <summary>Ends the process at once.</summary>
    void Exit(int code);
}
