using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Graceful.Hosting;

/// <summary>Logs that this operating system has no graceful restarts.</summary>
internal sealed class UnsupportedPlatformNotice(ILogger log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        log.NotLinux();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
