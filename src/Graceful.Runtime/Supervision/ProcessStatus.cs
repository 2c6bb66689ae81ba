using System.Globalization;

namespace Graceful.Supervision;

/// <summary>Facts about another process, read from <c>/proc/pid/status</c> (proc_pid_status(5)).</summary>
internal static class ProcessStatus
{
    private const string Caught = "SigCgt:";
    private const string State = "State:";

    /// <returns>True when the process has a handler for the signal; false when it has none, or has ended.</returns>
    internal static bool Catches(int pid, int signal) =>
        ulong.TryParse(Read(pid, Caught), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var mask)
        && (mask & (1ul << (signal - 1))) != 0;

    /// <returns>True while a signal such as SIGSTOP has stopped the process. False for one that a debugger has stopped.</returns>
    internal static bool IsSuspended(int pid) => Read(pid, State)?.StartsWith('T') == true;

    private static string? Read(int pid, string field)
    {
        try
        {
            return File.ReadLines($"/proc/{pid}/status")
                .FirstOrDefault(line => line.StartsWith(field, StringComparison.Ordinal))?[field.Length..].Trim();
        }
        catch (IOException)
        {
            // The process has ended meanwhile.
            return null;
        }
    }
}
