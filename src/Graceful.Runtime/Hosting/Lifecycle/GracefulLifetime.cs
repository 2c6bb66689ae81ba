using Microsoft.Extensions.Hosting;

namespace Graceful.Hosting;

/// <summary>Replaces the console lifetime: the lifecycle handles the signals.</summary>
/// <remarks>The host resolves it when it is built and disposes it, so that signal handlers end with the host in every case.</remarks>
internal sealed class GracefulLifetime(SignalIntake signals) : IHostLifetime, IDisposable
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => signals.Dispose();
}
