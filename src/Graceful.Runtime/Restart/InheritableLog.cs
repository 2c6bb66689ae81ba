using Microsoft.Extensions.Logging;

namespace Graceful.Restart;

internal static partial class InheritableLog
{
    [LoggerMessage(70, LogLevel.Error, "The handle '{Name}' has been closed and is not passed on; the new process starts without it, do not close what options.Inherit has been given")]
    internal static partial void HandleNotPassed(this ILogger log, string name);

    [LoggerMessage(71, LogLevel.Error, "The state '{Name}' is {Length} bytes and is not passed on, {Limit} is the most; the new process starts without it")]
    internal static partial void StateTooLarge(this ILogger log, string name, long length, int limit);

    [LoggerMessage(72, LogLevel.Error, "The state '{Name}' could not be passed on; the new process starts without it")]
    internal static partial void StateNotPassed(this ILogger log, string name, Exception reason);

    [LoggerMessage(73, LogLevel.Error, "The state '{Name}' was not there after {Timeout} and is not passed on; the new process starts without it, make what options.InheritState is given faster")]
    internal static partial void StateTooLate(this ILogger log, string name, TimeSpan timeout);

    [LoggerMessage(74, LogLevel.Information, "Closed the inherited {Kind} '{Name}' (fd {Fd}): this version has not asked for it before it was ready")]
    internal static partial void InheritedItemUnused(this ILogger log, string kind, string name, int fd);
}
