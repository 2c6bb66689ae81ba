using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Graceful.Hosting;

/// <summary>The line that says why a signal does not restart this server.</summary>
internal sealed class UnsupportedPlatformNotice(ILogger log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        log.NotLinux();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
