using Graceful.Restart;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Graceful.Hosting;

/// <summary>A health check that is unhealthy once the process stops for good. It stays healthy during a restart.</summary>
internal sealed class ShutdownHealthCheck : ILifecycleObserver, IHealthCheck
{
    private volatile bool _isStopping;

    public void Stopping() => _isStopping = true;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_isStopping
            ? new HealthCheckResult(context.Registration.FailureStatus, "The process is stopping.")
            : HealthCheckResult.Healthy());
}
