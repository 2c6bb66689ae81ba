using Graceful.Posix;
using Microsoft.Extensions.Logging;

namespace Graceful.Hosting;

/// <summary>The stop signals that a process leaves ignored, as it was started with them.</summary>
internal static partial class IgnoredSignals
{
    /// <summary>Logs the signals that do not stop this process.</summary>
    internal static void Report(IReadOnlyList<Signal> stopSignals, ILogger log)
    {
        Signal[] ignored = [.. stopSignals.Where(signal => SignalAction.StaysIgnored((int)signal))];
        if (ignored.Length > 0)
        {
            Signal[] others = [.. stopSignals.Except(ignored)];
            LogIgnored(
                log, string.Join(", ", ignored), Environment.ProcessId, others.Length > 0 ? string.Join(" or ", others) : "SIGKILL");
        }
    }

    [LoggerMessage(64, LogLevel.Warning,
        "{Ignored} were ignored when process {OwnPid} was started (nohup, trap, a background job of a script), and stay ignored: "
        + "send {Others} to stop it")]
    private static partial void LogIgnored(ILogger log, string ignored, int ownPid, string others);
}
