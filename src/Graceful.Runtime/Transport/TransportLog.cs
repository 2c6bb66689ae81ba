using System.Net;
using Microsoft.Extensions.Logging;

namespace Graceful.Transport;

internal static partial class TransportLog
{
    [LoggerMessage(1, LogLevel.Debug, "Connection {ConnectionId} was reset by the client", EventName = "ConnectionReset")]
    internal static partial void ConnectionReset(this ILogger log, string connectionId);

    [LoggerMessage(2, LogLevel.Information, "Connection {ConnectionId} failed and is closed", EventName = "ConnectionFailed")]
    internal static partial void ConnectionFailed(this ILogger log, string connectionId, Exception reason);

    [LoggerMessage(3, LogLevel.Error, "Accepting on {Endpoint} failed: {Reason}; trying again in {Milliseconds} ms, connections wait in the backlog", EventName = "AcceptFailed")]
    internal static partial void AcceptFailed(this ILogger log, string endpoint, string reason, int milliseconds);

    [LoggerMessage(4, LogLevel.Debug, "Listening on {Endpoint} (fd {Fd}), inherited: {Inherited}", EventName = "Listening")]
    internal static partial void Listening(this ILogger log, string endpoint, int fd, bool inherited);

    [LoggerMessage(5, LogLevel.Information, "Closed the inherited listener {Endpoint} (fd {Fd}): this version does not serve it", EventName = "InheritedListenerUnused")]
    internal static partial void InheritedListenerUnused(this ILogger log, string endpoint, int fd);

    [LoggerMessage(6, LogLevel.Information, "Endpoint {Endpoint} is served on the socket {Address} that the service manager passed ('{Name}', fd {Fd})", EventName = "SocketActivated")]
    internal static partial void SocketActivated(this ILogger log, string endpoint, EndPoint address, string name, int fd);

    [LoggerMessage(7, LogLevel.Warning, "Closed the socket {Address} that the service manager passed ('{Name}', fd {Fd}): no endpoint asks for this address, so who connects there waits in vain; configure the endpoint, or take the ListenStream= out", EventName = "ActivatedSocketUnused")]
    internal static partial void ActivatedSocketUnused(this ILogger log, EndPoint address, string name, int fd);

    [LoggerMessage(8, LogLevel.Warning, "Removed the socket file {Path}: nobody listened on it, so that it was left by a process that was killed", EventName = "StaleSocketRemoved")]
    internal static partial void StaleSocketRemoved(this ILogger log, string path);

    [LoggerMessage(9, LogLevel.Warning, "The socket file {Path} has been removed by somebody, so that nobody could connect any more; bound anew", EventName = "SocketPathMissing")]
    internal static partial void SocketPathMissing(this ILogger log, string path);

    [LoggerMessage(10, LogLevel.Warning, "The socket file {Path} has been replaced by somebody: who connects there does not reach this service any more; remove the file and restart, or end who has made it", EventName = "SocketPathReplaced")]
    internal static partial void SocketPathReplaced(this ILogger log, string path);

    [LoggerMessage(11, LogLevel.Information, "Stopped listening on {Endpoint}: the new version does not serve it", EventName = "ListenerGivenUp")]
    internal static partial void ListenerGivenUp(this ILogger log, string endpoint);

    [LoggerMessage(12, LogLevel.Error, "Listening on {Endpoint} again failed: {Reason}; the other endpoints serve on, restart to try again", EventName = "ListenAgainFailed")]
    internal static partial void ListenAgainFailed(this ILogger log, string endpoint, string reason);
}
