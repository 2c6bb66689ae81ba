using Graceful.Restart;
using Microsoft.Extensions.Logging;

namespace Graceful.Hosting;

/// <summary>All observers, told in the order of their registration. One that fails takes nothing from the others, nor from the process.</summary>
internal sealed class LifecycleObservers(IEnumerable<ILifecycleObserver> observers, ILogger log) : ILifecycleObserver
{
    private readonly ILifecycleObserver[] _observers = [.. observers];

    public void Ready() => Tell(static observer => observer.Ready());

    public void RestartDeferred(string state) => Tell(observer => observer.RestartDeferred(state));

    public void RestartBegins() => Tell(static observer => observer.RestartBegins());

    public void RestartFailed(string reason) => Tell(observer => observer.RestartFailed(reason));

    public void HandedOver(int successorPid) => Tell(observer => observer.HandedOver(successorPid));

    public void TookBack(string reason) => Tell(observer => observer.TookBack(reason));

    public void PredecessorGone() => Tell(static observer => observer.PredecessorGone());

    public void Stopping() => Tell(static observer => observer.Stopping());

    public void Stopped() => Tell(static observer => observer.Stopped());

    private void Tell(Action<ILifecycleObserver> what)
    {
        foreach (var observer in _observers)
        {
            try
            {
                what(observer);
            }
            catch (Exception reason)
            {
                log.ObserverFailed(observer.GetType().Name, reason);
            }
        }
    }
}
