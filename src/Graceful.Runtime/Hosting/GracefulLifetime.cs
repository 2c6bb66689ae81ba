using Microsoft.Extensions.Hosting;

namespace Graceful.Hosting;

/// <summary>Stands where the console lifetime would: signals are the lifecycle's, and a host that ends needs no more than that.</summary>
internal sealed class GracefulLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
