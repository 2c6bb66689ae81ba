using Graceful.Restart;
using Microsoft.Extensions.Hosting;

namespace Graceful.Hosting;

/// <summary>
/// Restores standard error when the start has succeeded: every endpoint is bound, and the predecessor is not notified yet.
/// </summary>
internal sealed class StandardErrorRestorer(RelayedStandardError standardError) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        standardError.Restore();
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
