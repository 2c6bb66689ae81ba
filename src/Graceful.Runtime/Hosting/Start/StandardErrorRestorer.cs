using Graceful.Restart;
using Microsoft.Extensions.Hosting;

namespace Graceful.Hosting;

/// <summary>Restores standard error when every endpoint accepts: after Kestrel's start, before the predecessor is told.</summary>
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
