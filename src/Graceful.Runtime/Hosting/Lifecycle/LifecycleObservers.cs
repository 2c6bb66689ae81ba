using Graceful.Restart;
using Microsoft.Extensions.Logging;

namespace Graceful.Hosting;

/// <summary>Calls all observers in the order of their registration. An exception of one is logged, and the others are called.</summary>
internal sealed class LifecycleObservers(IEnumerable<ILifecycleObserver> observers, ILogger log) : ILifecycleObserver
{
    private readonly ILifecycleObserver[] _observers = [.. observers];

    public void Ready() => Notify(static observer => observer.Ready());

    public void StartedWithoutEndpoints() => Notify(static observer => observer.StartedWithoutEndpoints());

    public void RestartDeferred(string state) => Notify(observer => observer.RestartDeferred(state));

    public void RestartBegins() => Notify(static observer => observer.RestartBegins());

    public void RestartFailed(string reason) => Notify(observer => observer.RestartFailed(reason));

    public void HandedOver(int successorPid) => Notify(observer => observer.HandedOver(successorPid));

    public void TookBack(string reason) => Notify(observer => observer.TookBack(reason));

    public void PredecessorServicesStopped() => Notify(static observer => observer.PredecessorServicesStopped());

    public void PredecessorGone() => Notify(static observer => observer.PredecessorGone());

    public void Stopping() => Notify(static observer => observer.Stopping());

    public void StoppingAfterFailure() => Notify(static observer => observer.StoppingAfterFailure());

    public void Stopped() => Notify(static observer => observer.Stopped());

    private void Notify(Action<ILifecycleObserver> call)
    {
        foreach (var observer in _observers)
        {
            try
            {
                call(observer);
            }
            catch (Exception reason)
            {
                log.ObserverFailed(observer.GetType().Name, reason);
            }
        }
    }
}
