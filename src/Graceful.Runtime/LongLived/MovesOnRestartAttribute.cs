namespace Graceful;

/// <summary>
/// Lets the WebSockets and the server-sent events of an action, of all actions of a controller, or of a minimal API move to the new process
/// in a graceful restart: the client stays connected. The handler in the new process runs from its beginning, as for a new client.
/// </summary>
/// <remarks>
/// <para>
/// WebSockets over plaintext HTTP/1.1 move between two messages, while the handler waits in <c>ReceiveAsync</c>, which then fails as if the
/// client had gone. A WebSocket that does not move before <see cref="GracefulOptions.DrainTimeout"/> gets the close code 1012 (service
/// restart).
/// </para>
/// <para>
/// Responses to GET with the content type <c>text/event-stream</c> move after an event that is complete and flushed. In the old process
/// <c>RequestAborted</c> is cancelled, and writes fail. The request in the new process has <c>Last-Event-ID</c>. The results of
/// <c>TypedResults.ServerSentEvents</c> and of actions move before their first event as well.
/// </para>
/// <para><see cref="IConnectionMove"/> passes state to the new process.</para>
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class MovesOnRestartAttribute : Attribute;
