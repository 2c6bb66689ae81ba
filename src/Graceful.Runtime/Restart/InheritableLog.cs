using Microsoft.Extensions.Logging;

namespace Graceful.Restart;

internal static partial class InheritableLog
{
    [LoggerMessage(70, LogLevel.Error,
        "The handle '{Name}' is closed and was not passed on; the new process starts without it. Keep handles open that options.Inherit "
        + "registered")]
    internal static partial void HandleNotPassed(this ILogger log, string name);

    [LoggerMessage(71, LogLevel.Error,
        "The state '{Name}' has {Length} bytes and was not passed on; the new process starts without it. Return at most {Limit} bytes")]
    internal static partial void StateTooLarge(this ILogger log, string name, long length, int limit);

    [LoggerMessage(72, LogLevel.Error,
        "The state '{Name}' could not be read and was not passed on; the new process starts without it. Fix the function given to "
        + "options.InheritState")]
    internal static partial void StateNotPassed(this ILogger log, string name, Exception reason);

    [LoggerMessage(73, LogLevel.Error,
        "The state '{Name}' was not returned within {Timeout} and was not passed on; the new process starts without it. Make the function "
        + "given to options.InheritState faster")]
    internal static partial void StateTooLate(this ILogger log, string name, TimeSpan timeout);

    [LoggerMessage(74, LogLevel.Information,
        "Closed the inherited {Kind} '{Name}' (fd {Fd}); the application did not take it before it was ready. Take it with "
        + "InheritedDescriptors, or stop passing it on")]
    internal static partial void InheritedItemUnused(this ILogger log, string kind, string name, int fd);
}
