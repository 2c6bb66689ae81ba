using Graceful.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Graceful;

/// <summary>Health checks for load balancers.</summary>
public static class GracefulHealthExtensions
{
    /// <summary>
    /// Adds a health check that is unhealthy from the stop signal on. With <see cref="GracefulOptions.ShutdownDelay"/> the process
    /// serves for that long, so that load balancers send requests elsewhere before any is refused. The check stays healthy during a
    /// restart, in both processes.
    /// </summary>
    /// <param name="builder">From <c>builder.Services.AddHealthChecks()</c>.</param>
    /// <param name="name">The name in reports.</param>
    /// <param name="failureStatus">The status when the process stops.</param>
    /// <param name="tags">Tags to select the check by, for example in a readiness endpoint.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="InvalidOperationException">At the first check: <c>UseGraceful()</c> has not been called.</exception>
    public static IHealthChecksBuilder AddGraceful(
        this IHealthChecksBuilder builder,
        string name = "graceful",
        HealthStatus failureStatus = HealthStatus.Unhealthy,
        IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            name,
            static provider => provider.GetService<ShutdownHealthCheck>()
                ?? throw new InvalidOperationException("AddGraceful() needs builder.UseGraceful()."),
            failureStatus,
            tags));
    }
}
