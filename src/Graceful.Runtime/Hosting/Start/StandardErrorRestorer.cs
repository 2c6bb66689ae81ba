using Graceful.Restart;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Graceful.Hosting;

/// <summary>
/// Restores standard error when the start has succeeded: every endpoint is bound, and the predecessor is not notified yet.
/// </summary>
internal sealed partial class StandardErrorRestorer(RelayedStandardError standardError, ILogger log) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        standardError.Restore();
        if (standardError.IsLost)
        {
            LogLost(log);
        }

        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(75, LogLevel.Warning,
        "The original standard error was closed before this process started, so that standard error stays a pipe to the predecessor; "
        + "output to it is lost when that process has exited. Keep the inherited descriptors open in the wrapper script, then restart")]
    private static partial void LogLost(ILogger log);
}
