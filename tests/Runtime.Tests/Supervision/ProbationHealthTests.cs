using Graceful.Supervision;
using Instruments.Servers;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Runtime.Tests.Supervision;

/// <summary>The health checks of a version on probation.</summary>
public sealed class ProbationHealthTests
{
    [Fact]
    public async Task Each_failure_is_reported_until_the_end()
    {
        // Not disposed: the thread of the checks waits for it, and would end the process with an exception.
        var end = new CancellationTokenSource();
        var checks = new Checks();
        var reports = 0;
        new ProbationHealth(checks, failed =>
        {
            Assert.Equal("database", failed);
            Interlocked.Increment(ref reports);
        })
        {
            Period = TimeSpan.FromMilliseconds(1),
        }.Start(end.Token);
        await Until.TrueAsync(() => Volatile.Read(ref checks.Runs) > 3, "the checks to run");
        Assert.Equal(0, Volatile.Read(ref reports));

        checks.IsUnhealthy = true;

        await Until.TrueAsync(() => Volatile.Read(ref reports) > 2, "further reports");
        await end.CancelAsync();
    }

    private sealed class Checks : HealthCheckService
    {
        internal int Runs;

        internal volatile bool IsUnhealthy;

        public override Task<HealthReport> CheckHealthAsync(
            Func<HealthCheckRegistration, bool>? predicate, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref Runs);
            var status = IsUnhealthy ? HealthStatus.Unhealthy : HealthStatus.Healthy;
            var entries = new Dictionary<string, HealthReportEntry>
            {
                ["cache"] = new(HealthStatus.Healthy, null, TimeSpan.Zero, null, null),
                ["database"] = new(status, null, TimeSpan.Zero, null, null),
            };
            return Task.FromResult(new HealthReport(entries, TimeSpan.Zero));
        }
    }
}
