using Graceful.Restart;
using Graceful.Transport;

namespace Graceful.Hosting;

/// <summary>Holds changes of the endpoints from the beginning of a restart until it fails or the process ends.</summary>
internal sealed class EndpointChanges(ListenerTable listeners) : ILifecycleObserver
{
    public void RestartBegins() => listeners.HoldChanges();

    public void RestartFailed(string reason) => listeners.ApplyChanges();

    public void TookBack(string reason) => listeners.ApplyChanges();

    public void Stopped() => listeners.DropChanges();
}
