using System.Globalization;

namespace Graceful.Restart;

/// <summary>
/// Finds out whether the end of this process would end its successor. When PID 1 exits, the kernel kills every process of its namespace,
/// and the usual init programs of containers exit with their child.
/// </summary>
internal static class InitProcess
{
    private const int FirstPid = 1;

    private static readonly string[] InitsThatExitWithTheirChild =
        ["tini", "tini-static", "docker-init", "dumb-init", "catatonit", "podman-init"];

    /// <summary>Returns the reason, and what to do instead; <see langword="null"/> when this process can restart.</summary>
    internal static string? ReasonAgainstRestart()
    {
        try
        {
            var status = File.ReadLines("/proc/self/status").First(line => line.StartsWith("PPid:", StringComparison.Ordinal));
            var parent = int.Parse(status.AsSpan("PPid:".Length).Trim(), CultureInfo.InvariantCulture);
            return ReasonAgainstRestart(
                Environment.ProcessId, parent, parent == FirstPid ? File.ReadAllText("/proc/1/comm").TrimEnd() : "");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // Without /proc, only the own pid is known.
            return ReasonAgainstRestart(Environment.ProcessId, parent: 0, init: "");
        }
    }

    /// <param name="pid">Of this process.</param>
    /// <param name="parent">The pid of its parent.</param>
    /// <param name="init">The name of PID 1 when that is the parent.</param>
    internal static string? ReasonAgainstRestart(int pid, int parent, string init) =>
        pid == FirstPid
            ? "this process is PID 1, and the kernel ends the successor when PID 1 exits; remove Graceful:Supervised=false, or replace the "
                + "container instead"
            : parent == FirstPid && InitsThatExitWithTheirChild.Contains(init)
                ? $"the parent of this process is '{init}' as PID 1, which exits with it and ends the successor; "
                    + "start the server as PID 1 or "
                    + "with Graceful:Supervised=true, or replace the container instead"
                : null;
}
