/// <summary>A background service that throws when a request tells it to: the host then stops.</summary>
internal sealed class FailingService : BackgroundService
{
    private readonly TaskCompletionSource _failure = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal void Fail() => _failure.TrySetException(new InvalidOperationException("The service fails on purpose."));

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _failure.Task.WaitAsync(stoppingToken);
}
