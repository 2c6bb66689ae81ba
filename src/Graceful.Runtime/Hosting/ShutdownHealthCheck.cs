using Graceful.Restart;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Graceful.Hosting;

/// <summary>Says whether new requests should go elsewhere: when the process stops for good, and not when a successor serves in its place.</summary>
internal sealed class ShutdownHealthCheck : ILifecycleObserver, IHealthCheck
{
    private volatile bool _isStopping;

    public void Stopping() => _isStopping = true;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_isStopping
            ? new HealthCheckResult(context.Registration.FailureStatus, "The process stops.")
            : HealthCheckResult.Healthy());
}
