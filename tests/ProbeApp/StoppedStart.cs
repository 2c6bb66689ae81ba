using Tmds.Linux;

/// <summary>Stops the host while it starts, by SIGTERM or by a failure, and waits until the host cancels its start.</summary>
/// <param name="waits">True to be cancelled with the start; otherwise the server is, which starts next.</param>
/// <param name="failing">The service that throws; null for SIGTERM.</param>
internal sealed class StoppedStart(bool waits, FailingService? failing) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (failing is not null)
        {
            failing.Fail();
        }
        else
        {
            _ = LibC.kill(Environment.ProcessId, LibC.SIGTERM);
        }

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
