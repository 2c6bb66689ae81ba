using Tmds.Linux;

/// <summary>Sends SIGTERM to its own process while the host starts, and waits until the host cancels its start.</summary>
/// <param name="waits">True to be cancelled with the start; otherwise the server is, which starts next.</param>
internal sealed class StoppedStart(bool waits) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _ = LibC.kill(Environment.ProcessId, LibC.SIGTERM);
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException) when (!waits)
        {
            // As a service that ends quickly.
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
