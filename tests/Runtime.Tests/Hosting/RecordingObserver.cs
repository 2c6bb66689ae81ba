using Graceful.Hosting;
using Graceful.Restart;

namespace Runtime.Tests.Hosting;

/// <summary>Records its calls.</summary>
internal sealed class RecordingObserver : ILifecycleObserver
{
    internal List<string> Events { get; } = [];

    public void Ready() => Events.Add("ready");

    public void StartedWithoutEndpoints() => Events.Add("started without endpoints");

    public void RestartDeferred(string state) => Events.Add($"restart kept while {state}");

    public void RestartBegins() => Events.Add("restart begins");

    public void RestartFailed(string reason) => Events.Add($"restart failed: {reason}");

    public void HandedOver(int successorPid) => Events.Add($"handed over to {successorPid}");

    public void TookBack(string reason) => Events.Add($"took back: {reason}");

    public void PredecessorServicesStopped() => Events.Add("predecessor's services stopped");

    public void PredecessorGone() => Events.Add("predecessor gone");

    public void Stopping() => Events.Add("stopping");

    public void StoppingAfterFailure() => Events.Add("stopping after a failure");

    public void Stopped() => Events.Add("stopped");
}
