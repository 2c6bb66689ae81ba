namespace Graceful.Transport;

/// <summary>
/// Decides when a long-lived connection may move: each move ends a handler here and starts another one in the successor.
/// </summary>
internal abstract class MovePermits : IDisposable
{
    /// <summary>Takes a permit for one move.</summary>
    /// <param name="isActive">True when the client has sent something since the drain began: it notices a pause.</param>
    /// <param name="retry">Called once, on any thread, when a permit may be free. Null when the caller waits already.</param>
    internal abstract bool TryTake(bool isActive, Action? retry);

    /// <summary>The successor has adopted the connection, or it has not moved after all.</summary>
    internal abstract void Release();

    public abstract void Dispose();
}
