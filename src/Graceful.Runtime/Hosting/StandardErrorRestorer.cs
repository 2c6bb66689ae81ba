using Graceful.Restart;
using Microsoft.Extensions.Hosting;

namespace Graceful.Hosting;

/// <summary>Takes standard error back from the predecessor when every endpoint accepts: after Kestrel's start, before the predecessor is told.</summary>
internal sealed class StandardErrorRestorer(RelayedStandardError lent) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        lent.Restore();
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
