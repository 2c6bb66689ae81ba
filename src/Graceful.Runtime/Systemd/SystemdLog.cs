using Microsoft.Extensions.Logging;

namespace Graceful.Systemd;

internal static partial class SystemdLog
{
    [LoggerMessage(60, LogLevel.Error,
        "systemd cannot be notified: NOTIFY_SOCKET='{Socket}' is not usable, {Reason}; the service continues, and systemd stops a "
        + "Type=notify unit after TimeoutStartSec")]
    internal static partial void NotifySocketUnusable(this ILogger log, string socket, string reason);

    [LoggerMessage(61, LogLevel.Error,
        "systemd could not be notified with '{Message}': {Reason}; the service continues, further failures are logged only after a "
        + "message that was sent")]
    internal static partial void NotifyFailed(this ILogger log, string message, string reason);

    [LoggerMessage(62, LogLevel.Warning,
        "The socket of {Endpoint} was not stored with systemd: {Reason}; it is closed when the service stops, and clients cannot connect "
        + "until the next start. Shorten the path of the endpoint, or check the service manager")]
    internal static partial void NotStored(this ILogger log, string endpoint, string reason);
}
