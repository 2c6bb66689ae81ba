using Graceful.Restart;

namespace Graceful.Hosting;

/// <summary>The probation of this process: begins when every endpoint accepts, just before the hand-over.</summary>
/// <remarks>
/// Not when the process starts: a start may take longer than <see cref="GracefulOptions.StartTimeout"/> of this version, because the
/// predecessor has its own. Health checks of a process that has not started yet often fail.
/// </remarks>
/// <param name="end">Ends heartbeats and health checks.</param>
/// <param name="time">Until the end.</param>
/// <param name="startChecks">Starts the health checks.</param>
internal sealed class WorkerProbation(CancellationTokenSource end, TimeSpan time, Action<CancellationToken> startChecks)
    : ILifecycleObserver
{
    public void Ready()
    {
        end.CancelAfter(time);
        startChecks(end.Token);
    }
}
