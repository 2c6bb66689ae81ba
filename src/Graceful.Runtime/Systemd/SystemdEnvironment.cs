using System.Globalization;
using Graceful.Posix;
using Graceful.Transport;

namespace Graceful.Systemd;

/// <summary>The environment variables of systemd for the notify protocol and the watchdog.</summary>
/// <remarks>
/// Removed when read, so that no other code reports for this process: neither programs that the application starts, nor the notifier of
/// Microsoft.Extensions.Hosting.Systemd, which sends READY and STOPPING at the wrong moments. A successor receives the original
/// environment without <see cref="ProcessVariables"/>.
/// </remarks>
internal sealed record SystemdEnvironment(string? NotifySocket, TimeSpan? WatchdogTimeout, IReadOnlyList<string> ProcessVariables)
{
    private const string NotifySocketName = "NOTIFY_SOCKET";
    private const string WatchdogTimeoutName = "WATCHDOG_USEC";
    private const string WatchdogPidName = "WATCHDOG_PID";

    /// <exception cref="StartRefusedException">A variable is not valid.</exception>
    internal static SystemdEnvironment Take()
    {
        var socket = EnvironmentVariable.Take(NotifySocketName);
        var timeout = EnvironmentVariable.Take(WatchdogTimeoutName);
        var pid = EnvironmentVariable.Take(WatchdogPidName);

        // These name this process. The sockets reach a successor in another way.
        List<string> spent = [WatchdogPidName, .. SocketActivation.Variables];
        if (pid is not null && Number(WatchdogPidName, pid) != (ulong)Environment.ProcessId)
        {
            // For the process that started this one only.
            timeout = null;
            spent.Add(WatchdogTimeoutName);
        }

        return new SystemdEnvironment(socket, timeout is null ? null : Microseconds(timeout), spent);
    }

    internal static ulong Number(string name, string value) =>
        ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new StartRefusedException(
                $"{name}='{value}' is not from systemd: expected a number. Refusing to start; unset the variable.");

    private static TimeSpan? Microseconds(string value)
    {
        var microseconds = Number(WatchdogTimeoutName, value);

        // Zero and infinity both mean no watchdog (sd_watchdog_enabled(3)).
        return microseconds is 0 or ulong.MaxValue
            ? null
            : TimeSpan.FromMicroseconds(Math.Min(microseconds, (double)int.MaxValue * 1000));
    }
}
