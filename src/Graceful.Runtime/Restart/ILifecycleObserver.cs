namespace Graceful.Restart;

/// <summary>Represents the lifecycle of this process outside of it: in a PID file, to a service manager, to the application.</summary>
/// <remarks>
/// Called on the lifecycle's thread, in the order of registration. That thread decides about restarts, so that no method may block,
/// except <see cref="Stopped"/> for a bounded time.
/// </remarks>
internal interface ILifecycleObserver
{
    /// <summary>The host has started, and every endpoint is bound.</summary>
    /// <remarks>
    /// A process with inherited sockets accepts after this has returned, and then notifies its predecessor. Any other process accepts
    /// already.
    /// </remarks>
    void Ready()
    {
    }

    /// <summary>The host has started, and binds no endpoint: there is nothing to hand over.</summary>
    void StartedWithoutEndpoints()
    {
    }

    /// <summary>A requested restart waits for the end of another one or of the predecessor. <see cref="RestartBegins"/> follows.</summary>
    /// <param name="state">The reason for the delay, to complete "received while".</param>
    void RestartDeferred(string state)
    {
    }

    /// <summary>A successor is about to be started.</summary>
    void RestartBegins()
    {
    }

    /// <summary>The successor could not be started or ended before it was ready. This process serves as before.</summary>
    void RestartFailed(string reason)
    {
    }

    /// <summary>The successor serves and is the main process from now on.</summary>
    void HandedOver(int successorPid)
    {
    }

    /// <summary>The successor died after the hand-over. This process accepts again and is the main process once more.</summary>
    void TookBack(string reason)
    {
    }

    /// <summary>
    /// The single-generation services of the predecessor have stopped. Called before <see cref="PredecessorGone"/>, or not.
    /// </summary>
    void PredecessorServicesStopped()
    {
    }

    /// <summary>The predecessor has ended, in order or not.</summary>
    void PredecessorGone()
    {
    }

    /// <summary>This process stops, and has no successor.</summary>
    void Stopping()
    {
    }

    /// <summary>As <see cref="Stopping"/>, because the application has failed: its service goes on in another process.</summary>
    void StoppingAfterFailure() => Stopping();

    /// <summary>The process exits next. The last call.</summary>
    void Stopped()
    {
    }
}
