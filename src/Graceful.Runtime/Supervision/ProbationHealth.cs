using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Graceful.Supervision;

/// <summary>
/// Runs the application's health checks once a second during the probation of a new version, and reports each failure.
/// </summary>
/// <remarks>
/// On a thread of its own: a check that hangs delays no heartbeat. The master ignores a report that arrives before the predecessor's
/// message about the hand-over.
/// </remarks>
internal sealed class ProbationHealth(HealthCheckService checks, Action<string> report)
{
    internal TimeSpan Period { get; init; } = TimeSpan.FromSeconds(1);

    internal void Start(CancellationToken end) => new Thread(() => Run(end)) { Name = "graceful-health", IsBackground = true }.Start();

    private void Run(CancellationToken end)
    {
        while (!end.WaitHandle.WaitOne(Period))
        {
            if (FailedChecks(end) is { Length: > 0 } failed)
            {
                report(failed);
            }
        }
    }

    private string FailedChecks(CancellationToken end)
    {
        try
        {
            var health = checks.CheckHealthAsync(end).GetAwaiter().GetResult();
            return health.Status == HealthStatus.Unhealthy
                ? string.Join(", ", health.Entries.Where(entry => entry.Value.Status == HealthStatus.Unhealthy).Select(entry => entry.Key))
                : "";
        }
        catch (OperationCanceledException)
        {
            return "";
        }
        catch (Exception reason)
        {
            return $"the health checks threw {reason.GetType().Name}";
        }
    }
}
