using Microsoft.Extensions.Logging;

namespace Graceful.Transport;

/// <summary>
/// Logs the failed accepts of a listener: the first one, a line with their number in each period, and their end. A process without free
/// descriptors fails ten times a second for as long as a client waits.
/// </summary>
/// <param name="endpoint">The listener's key.</param>
/// <param name="log">The log.</param>
internal sealed class AcceptFailures(string endpoint, ILogger log)
{
    /// <summary>The shortest time between two lines, and the time without a failure after which the failures have ended.</summary>
    internal const int PeriodMilliseconds = 5000;

    private int _count;
    private int _unreported;
    private long _reportedAt;

    /// <summary>True from a failure until <see cref="End"/>.</summary>
    internal bool HaveBegun => _count > 0;

    /// <param name="reason">The error.</param>
    /// <param name="retryMilliseconds">The time until the next attempt.</param>
    /// <param name="now">The time, on the scale of <see cref="Environment.TickCount64"/>.</param>
    internal void Add(string reason, int retryMilliseconds, long now)
    {
        if (_count++ == 0)
        {
            log.AcceptFailed(endpoint, reason, retryMilliseconds);
            _reportedAt = now;
            return;
        }

        _unreported++;
        if (now - _reportedAt >= PeriodMilliseconds)
        {
            log.AcceptStillFails(endpoint, reason, _unreported, (now - _reportedAt) / 1000);
            _unreported = 0;
            _reportedAt = now;
        }
    }

    internal void End()
    {
        log.AcceptsAgain(endpoint, _count);
        _count = 0;
        _unreported = 0;
    }
}
