using System.Globalization;
using Graceful.Posix;
using Graceful.Transport;

namespace Graceful.Systemd;

/// <summary>What systemd put into the environment of this process for the notify protocol and the watchdog.</summary>
/// <remarks>
/// Taken out at once, so that nothing else reports for this process: neither what the application starts, nor the notifier of
/// Microsoft.Extensions.Hosting.Systemd, which would say READY before and STOPPING after the wrong moment. A successor is
/// started with the environment as it was, less <see cref="ProcessVariables"/>.
/// </remarks>
internal sealed record SystemdEnvironment(string? NotifySocket, TimeSpan? WatchdogTimeout, IReadOnlyList<string> ProcessVariables)
{
    private const string NotifySocketName = "NOTIFY_SOCKET";
    private const string WatchdogTimeoutName = "WATCHDOG_USEC";
    private const string WatchdogPidName = "WATCHDOG_PID";

    /// <exception cref="StartRefusedException">A variable does not say what it should.</exception>
    internal static SystemdEnvironment Take()
    {
        var socket = EnvironmentVariable.Take(NotifySocketName);
        var timeout = EnvironmentVariable.Take(WatchdogTimeoutName);
        var pid = EnvironmentVariable.Take(WatchdogPidName);

        // Numbers of processes that a successor does not have. Its sockets go to it by another way.
        List<string> spent = [WatchdogPidName, .. SocketActivation.Variables];
        if (pid is not null && Number(WatchdogPidName, pid) != (ulong)Environment.ProcessId)
        {
            // Meant for the process that started this one, and for none after it.
            timeout = null;
            spent.Add(WatchdogTimeoutName);
        }

        return new SystemdEnvironment(socket, timeout is null ? null : Microseconds(timeout), spent);
    }

    internal static ulong Number(string name, string value) =>
        ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new StartRefusedException($"{name}='{value}' was set by something else than systemd: expected a number. Refusing to start; unset it.");

    private static TimeSpan? Microseconds(string value)
    {
        var microseconds = Number(WatchdogTimeoutName, value);

        // Zero and infinity both mean that nobody watches (sd_watchdog_enabled(3)).
        return microseconds is 0 or ulong.MaxValue ? null : TimeSpan.FromMicroseconds(Math.Min(microseconds, (double)int.MaxValue * 1000));
    }
}
