namespace Graceful.Restart;

/// <summary>
/// What the world outside has to know of a process: a PID file, a service manager. Called on the thread of the lifecycle, in
/// order; that thread decides about restarts, so nothing here may wait for anybody, but for <see cref="Stopped"/>.
/// </summary>
internal interface ILifecycleObserver
{
    /// <summary>Every endpoint accepts. The predecessor, if there is one, learns of it when this has returned.</summary>
    void Ready()
    {
    }

    /// <summary>A restart was asked for, and has to wait: for the end of another, or of the predecessor. <see cref="RestartBegins"/> follows.</summary>
    /// <param name="state">What it waits for, as in "received while".</param>
    void RestartDeferred(string state)
    {
    }

    /// <summary>A successor is about to be started.</summary>
    void RestartBegins()
    {
    }

    /// <summary>The successor could not be started, or was gone before it was ready: this process serves as before.</summary>
    void RestartFailed(string reason)
    {
    }

    /// <summary>The successor serves, and is the main process from here on.</summary>
    void HandedOver(int successorPid)
    {
    }

    /// <summary>The successor died after that: this process serves again, and is the main process once more.</summary>
    void TookBack(string reason)
    {
    }

    /// <summary>Whoever handed over to this process has ended, in order or not.</summary>
    void PredecessorGone()
    {
    }

    /// <summary>This process ends, and has no successor.</summary>
    void Stopping()
    {
    }

    /// <summary>Nothing is left to do here but to exit. The last call.</summary>
    void Stopped()
    {
    }
}
