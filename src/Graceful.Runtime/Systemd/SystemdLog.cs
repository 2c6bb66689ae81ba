using Microsoft.Extensions.Logging;

namespace Graceful.Systemd;

internal static partial class SystemdLog
{
    [LoggerMessage(60, LogLevel.Error, "systemd is not told of anything: NOTIFY_SOCKET='{Socket}' is not usable, {Reason}; the service goes on, and a Type=notify unit will be stopped when its TimeoutStartSec is over")]
    internal static partial void NotifySocketUnusable(this ILogger log, string socket, string reason);

    [LoggerMessage(61, LogLevel.Error, "systemd could not be told '{Message}': {Reason}; the service goes on, further failures are not logged until one message gets through")]
    internal static partial void NotifyFailed(this ILogger log, string message, string reason);

    [LoggerMessage(62, LogLevel.Warning, "The socket of {Endpoint} was not stored with systemd: {Reason}; it is closed when the service stops")]
    internal static partial void NotStored(this ILogger log, string endpoint, string reason);
}
