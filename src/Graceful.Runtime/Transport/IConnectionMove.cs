namespace Graceful;

/// <summary>
/// Controls whether a connection may move to the new process in a graceful restart. A feature of plaintext HTTP/1.1 connections
/// (<c>HttpContext.Features</c>) and of connection middleware (<c>ConnectionContext.Features</c>).
/// </summary>
/// <remarks>
/// A connection whose <c>IConnectionItemsFeature.Items</c> are not empty, or whose connection middleware has read bytes before HTTP, does
/// not move in any case.
/// </remarks>
public interface IConnectionMove
{
    /// <summary>
    /// Keeps the connection in this process: in a restart its next response announces <c>Connection: close</c>. Call it when state of
    /// the connection lives in this process. It cannot be undone.
    /// </summary>
    void Pin();
}
