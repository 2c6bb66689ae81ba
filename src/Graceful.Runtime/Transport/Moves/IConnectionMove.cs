namespace Graceful;

/// <summary>
/// Controls whether a connection may move to the new process in a graceful restart, and passes state along with it. A feature of
/// plaintext HTTP/1.1 connections (<c>HttpContext.Features</c>) and of connection middleware (<c>ConnectionContext.Features</c>).
/// </summary>
/// <remarks>
/// A connection whose <c>IConnectionItemsFeature.Items</c> are not empty, or whose connection middleware has read bytes before HTTP, does
/// not move in any case.
/// </remarks>
public interface IConnectionMove
{
    /// <summary>
    /// Gets whether the client of this request was connected to the previous process: the request was received there, and goes on here.
    /// </summary>
    bool IsMoved { get; }

    /// <summary>
    /// Gets the token that is cancelled when the client has moved on to the new process, before the pending read ends and before
    /// <c>RequestAborted</c> is cancelled. It is not cancelled when the client closes the connection. For requests of endpoints with
    /// <see cref="MovesOnRestartAttribute"/>.
    /// </summary>
    CancellationToken MovedOn { get; }

    /// <summary>
    /// Keeps the connection in this process: in a restart its next response announces <c>Connection: close</c>. Call it when state of
    /// the connection lives in this process. It cannot be undone.
    /// </summary>
    void Pin();

    /// <summary>
    /// Sets the state that <see cref="TryGetState"/> returns in the new process. The last call before this request ends counts, and may
    /// come from a callback of <see cref="MovedOn"/>. Without effect on a request that cannot move.
    /// </summary>
    /// <param name="state">At most 32 KiB. The new process may run another version of the program, newer or older.</param>
    /// <exception cref="ArgumentException">The state is longer than 32 KiB.</exception>
    void SetState(ReadOnlySpan<byte> state);

    /// <summary>Gets the state of this request: that of the last <see cref="SetState"/>, here or in the previous process.</summary>
    /// <param name="state">The bytes; empty when there are none.</param>
    /// <returns>False when no state was set.</returns>
    bool TryGetState(out ReadOnlyMemory<byte> state);
}
