using System.Net;
using Microsoft.Extensions.Logging;

namespace Graceful.Transport;

internal static partial class TransportLog
{
    [LoggerMessage(1, LogLevel.Debug, "Connection {ConnectionId} was reset by the client", EventName = "ConnectionReset")]
    internal static partial void ConnectionReset(this ILogger log, string connectionId);

    [LoggerMessage(2, LogLevel.Information, "Connection {ConnectionId} failed and is closed", EventName = "ConnectionFailed")]
    internal static partial void ConnectionFailed(this ILogger log, string connectionId, Exception reason);

    [LoggerMessage(3, LogLevel.Error, "Accepting on {Endpoint} failed: {Reason}; connections wait in the backlog, "
        + "retrying in {Milliseconds} ms", EventName = "AcceptFailed")]
    internal static partial void AcceptFailed(this ILogger log, string endpoint, string reason, int milliseconds);

    [LoggerMessage(4, LogLevel.Debug, "Listening on {Endpoint} (fd {Fd}), inherited: {Inherited}", EventName = "Listening")]
    internal static partial void Listening(this ILogger log, string endpoint, int fd, bool inherited);

    [LoggerMessage(5, LogLevel.Information, "Closed the inherited listener {Endpoint} (fd {Fd}): this version does not serve it",
        EventName = "InheritedListenerUnused")]
    internal static partial void InheritedListenerUnused(this ILogger log, string endpoint, int fd);

    [LoggerMessage(6, LogLevel.Information, "Endpoint {Endpoint} is served on the socket {Address} that the service manager passed "
        + "('{Name}', fd {Fd})", EventName = "SocketActivated")]
    internal static partial void SocketActivated(this ILogger log, string endpoint, EndPoint address, string name, int fd);

    [LoggerMessage(7, LogLevel.Warning, "Closed the socket {Address} that the service manager passed ('{Name}', fd {Fd}): no endpoint "
        + "uses this address, and clients that connect there get no answer; configure the endpoint or remove the ListenStream=",
        EventName = "ActivatedSocketUnused")]
    internal static partial void ActivatedSocketUnused(this ILogger log, EndPoint address, string name, int fd);

    [LoggerMessage(8, LogLevel.Warning, "Removed the stale socket file {Path}: no process listened on it, its owner was probably killed",
        EventName = "StaleSocketRemoved")]
    internal static partial void StaleSocketRemoved(this ILogger log, string path);

    [LoggerMessage(9, LogLevel.Warning, "The socket file {Path} was removed, so that no client could connect; bound again",
        EventName = "SocketPathMissing")]
    internal static partial void SocketPathMissing(this ILogger log, string path);

    [LoggerMessage(10, LogLevel.Warning, "Another process replaced the socket file {Path}; clients no longer reach this service there. "
        + "Stop that process or remove the file, then restart", EventName = "SocketPathReplaced")]
    internal static partial void SocketPathReplaced(this ILogger log, string path);

    [LoggerMessage(11, LogLevel.Information, "Stopped listening on this socket of {Endpoint}: the new version does not use it",
        EventName = "ListenerStopped")]
    internal static partial void ListenerStopped(this ILogger log, string endpoint);

    [LoggerMessage(17, LogLevel.Debug, "Stopped listening on {Endpoint}: the process stops; its backlog is served, later clients are "
        + "refused", EventName = "ListenerStoppedForGood")]
    internal static partial void ListenerStoppedForGood(this ILogger log, string endpoint);

    [LoggerMessage(13, LogLevel.Warning, "A new connection on {Endpoint} failed and is closed; the endpoint goes on to accept",
        EventName = "AcceptedConnectionFailed")]
    internal static partial void AcceptedConnectionFailed(this ILogger log, string endpoint, Exception reason);

    [LoggerMessage(14, LogLevel.Information, "Endpoint {Endpoint} speaks TLS now: plaintext connections stay in the predecessor, which "
        + "announces their close", EventName = "EndpointSpeaksTls")]
    internal static partial void EndpointSpeaksTls(this ILogger log, string endpoint);

    [LoggerMessage(15, LogLevel.Warning, "A new connection on {Endpoint} was closed: the limit of concurrent connections is reached; raise "
        + "MaxConcurrentConnections if the server can serve more", EventName = "ConnectionRejected")]
    internal static partial void ConnectionRejected(this ILogger log, string endpoint);

    [LoggerMessage(16, LogLevel.Warning, "Connection {ConnectionId} could not continue after the restart: {Reason}; it was {Effect}, make "
        + "the new version respond as the previous one did", EventName = "ReplayRejected")]
    internal static partial void ReplayRejected(this ILogger log, string connectionId, string reason, string effect);

    [LoggerMessage(18, LogLevel.Warning, "Listening on {Endpoint} again failed: {Reason}; the other endpoints are served, retrying for "
        + "{Seconds} s, stop the process that uses the address", EventName = "ListenAgainRetried")]
    internal static partial void ListenAgainRetried(this ILogger log, string endpoint, string reason, int seconds);

    [LoggerMessage(19, LogLevel.Error, "Accepting on {Endpoint} still fails: {Reason}; {Count} more attempts failed in {Seconds} s, "
        + "connections wait in the backlog. Raise the limit that the reason names (ulimit -n)", EventName = "AcceptStillFails")]
    internal static partial void AcceptStillFails(this ILogger log, string endpoint, string reason, int count, long seconds);

    [LoggerMessage(20, LogLevel.Information, "Accepting on {Endpoint} works again, after {Count} failed attempts",
        EventName = "AcceptsAgain")]
    internal static partial void AcceptsAgain(this ILogger log, string endpoint, int count);

    [LoggerMessage(28, LogLevel.Error, "A timer of the event loop failed; the endpoints are served on. Report it with the exception",
        EventName = "TimerFailed")]
    internal static partial void TimerFailed(this ILogger log, Exception reason);

    [LoggerMessage(26, LogLevel.Information, "{Endpoint} is not opened here while a restart is under way: the new process opens it, "
        + "or this one when the restart fails", EventName = "EndpointHeld")]
    internal static partial void EndpointHeld(this ILogger log, string endpoint);

    [LoggerMessage(27, LogLevel.Information, "{Endpoint} is closed: the configuration does not have it any more",
        EventName = "EndpointClosed")]
    internal static partial void EndpointClosed(this ILogger log, string endpoint);

    [LoggerMessage(12, LogLevel.Error, "Listening on {Endpoint} again failed: {Reason}; the other endpoints are served, make the address "
        + "available and restart", EventName = "ListenAgainFailed")]
    internal static partial void ListenAgainFailed(this ILogger log, string endpoint, string reason);
}
