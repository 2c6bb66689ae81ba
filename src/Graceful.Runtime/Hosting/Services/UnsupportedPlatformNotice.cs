using Graceful.Posix;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Graceful.Hosting;

/// <summary>Logs that this operating system, or this copy of the program, has no graceful restarts.</summary>
internal sealed class UnsupportedPlatformNotice(ILogger log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (LibCBinding.IsMissing)
        {
            log.LibCMissing();
        }
        else
        {
            log.NotLinux();
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
