using Graceful.Restart;

namespace Graceful.Hosting;

// The predecessor, which drains while this process serves.
internal sealed partial class Lifecycle
{
    void IPredecessorEvents.RestartRequested() => _post(() => OnRestartSignal("Restart request of the predecessor"));

    void IPredecessorEvents.PredecessorServicesStopped() => _post(() =>
    {
        _observer.PredecessorServicesStopped();
        if (State == LifecycleState.Serving)
        {
            _application.StartSingleGenerationServices();
        }
    });

    void IPredecessorEvents.PredecessorGone(bool inOrder) => _post(() =>
    {
        if (inOrder)
        {
            _log.PredecessorFinished();
        }
        else
        {
            _log.PredecessorDied(OwnPid);
        }

        if (!_hasPredecessor)
        {
            // It had finished before this process ended, which serves the backlog already.
            return;
        }

        _hasPredecessor = false;
        _observer.PredecessorGone();
        if (State == LifecycleState.Serving)
        {
            _application.StartSingleGenerationServices();
            RestartIfPending();
        }

        StopListeningAsLast();
    });
}
