using Graceful.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Graceful;

/// <summary>Tells load balancers in time that the process stops.</summary>
public static class GracefulHealthExtensions
{
    /// <summary>
    /// Adds a check that is unhealthy from the stop signal on. With <see cref="GracefulOptions.ShutdownDelay"/> the process serves on
    /// for that long, so that a load balancer which asks sends its requests elsewhere before any is refused. During a restart it
    /// stays healthy, in both processes: nobody has to go anywhere.
    /// </summary>
    /// <param name="builder">From <c>builder.Services.AddHealthChecks()</c>.</param>
    /// <param name="name">The name in reports.</param>
    /// <param name="failureStatus">What it says when the process stops.</param>
    /// <param name="tags">To select it by, for example in an endpoint for readiness.</param>
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
