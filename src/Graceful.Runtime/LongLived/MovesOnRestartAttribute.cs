namespace Graceful;

/// <summary>
/// Lets the WebSockets of an action, of all actions of a controller, or of a minimal API move to the new process in a graceful restart:
/// the client stays connected. The handler in the new process runs from its beginning, as for a new client.
/// </summary>
/// <remarks>
/// Only WebSockets over plaintext HTTP/1.1 move. They move between two messages, while the handler waits in <c>ReceiveAsync</c>. In the old
/// process <c>ReceiveAsync</c> then fails, as if the client had gone. A WebSocket that does not move before
/// <see cref="GracefulOptions.DrainTimeout"/> gets the close code 1012 (service restart). <see cref="IConnectionMove"/> passes state to the
/// new process.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class MovesOnRestartAttribute : Attribute
{
    private static volatile bool _isUsed;

    /// <summary>Initializes a new instance of the <see cref="MovesOnRestartAttribute"/> class.</summary>
    public MovesOnRestartAttribute() => _isUsed = true;

    /// <summary>True when any endpoint of this process has the attribute.</summary>
    internal static bool IsUsed => _isUsed;
}
