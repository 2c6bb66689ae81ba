using System.Globalization;

namespace Graceful.Supervision;

/// <summary>The disposition of a signal in another process, read from <c>/proc/pid/status</c> (proc_pid_status(5)).</summary>
internal static class SignalDisposition
{
    private const string Caught = "SigCgt:";

    /// <returns>True when the process has a handler for the signal; false when it has none, or has ended.</returns>
    internal static bool IsCaught(int pid, int signal)
    {
        try
        {
            foreach (var line in File.ReadLines($"/proc/{pid}/status"))
            {
                if (line.StartsWith(Caught, StringComparison.Ordinal))
                {
                    var text = line.AsSpan(Caught.Length).Trim();
                    return ulong.TryParse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var mask)
                        && (mask & (1ul << (signal - 1))) != 0;
                }
            }
        }
        catch (IOException)
        {
            // The process has ended meanwhile.
        }

        return false;
    }
}
