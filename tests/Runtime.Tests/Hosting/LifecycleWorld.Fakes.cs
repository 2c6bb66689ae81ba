using System.Globalization;
using Graceful.Draining;
using Graceful.Hosting;
using Graceful.Restart;
using Graceful.Transport;

namespace Runtime.Tests.Hosting;

// The successors, the connections and the host that the lifecycle acts on.
internal sealed partial class LifecycleWorld : ISuccessorLauncher, IDrain, IApplicationControl
{
    ISuccessor ISuccessorLauncher.Launch(ISuccessorEvents events)
    {
        if (LaunchFailure is { } failure)
        {
            LaunchFailure = null;
            _deeds.Add("launch fails");
            throw failure;
        }

        Assert.Same(Lifecycle, events);
        var successor = new FakeSuccessor(FirstPid + Successors.Count, _deeds);
        Successors.Add(successor);
        _deeds.Add($"launch {successor.Pid}");
        return successor;
    }

    int IDrain.Remaining => Connections;

    bool IDrain.IsEmpty => Connections == 0 && !HasBacklog;

    /// <summary>True while a listener that has stopped has a backlog.</summary>
    internal bool HasBacklog { get; set; }

    void IDrain.NotifyWhenEmpty(Action whenEmpty)
    {
        _whenEmpty = whenEmpty;
        if (((IDrain)this).IsEmpty)
        {
            _whenEmpty = null;
            whenEmpty();
        }
    }

    void IDrain.StopListening() => _deeds.Add("stop listening");

    void IDrain.StopListening(IReadOnlyList<string> keys) => _deeds.AddRange(keys.Select(key => $"stop listening on {key}"));

    void IDrain.Begin(IConnectionSink? successor, TimeSpan linger, Action whenEmpty)
    {
        Sink = successor;
        _deeds.Add(successor is FakeSuccessor { Pid: var pid } ? $"drain to {pid}" : "drain");
        _whenEmpty = whenEmpty;
        if (Connections == 0)
        {
            _whenEmpty = null;
            whenEmpty();
        }
    }

    /// <summary>The connections, of those that are left, that may still move.</summary>
    internal int Moving { get; set; }

    IReadOnlyList<ConnectionReport> IDrain.Describe(bool exceptMoving) =>
        [.. Enumerable.Range(0, Connections - (exceptMoving ? Moving : 0))
            .Select(i => new ConnectionReport("tcp:127.0.0.1:8010", $"10.0.0.{i}:4711", "GET /slow", TimeSpan.FromSeconds(6)))];

    void IDrain.CloseIdle() => _deeds.Add("close idle");

    AbortedWork IDrain.Abort(bool exceptMoving)
    {
        _deeds.Add(exceptMoving ? "abort requests" : "abort");
        return Aborted;
    }

    void IDrain.TakeBack()
    {
        _whenEmpty = null;
        Sink = null;
        _deeds.Add("call off");
    }

    (int Moved, int Closed) IDrain.TakeCounts() => (2, 1);

    void IApplicationControl.Ready() => _deeds.Add("ready");

    void IApplicationControl.SendStopping() => _deeds.Add("say stopping");

    bool IApplicationControl.TryLeaveToPredecessor()
    {
        _deeds.Add("leave to predecessor");
        return PredecessorGoesOn;
    }

    void IApplicationControl.StopApplication() => _deeds.Add("stop application");

    void IApplicationControl.RunShutdownHooks(TimeSpan limit, Action whenDone)
    {
        _deeds.Add(string.Create(CultureInfo.InvariantCulture, $"hooks within {limit.TotalSeconds:0.###} s"));
        _hooks.Add(whenDone);
    }

    void IApplicationControl.StopSingleGenerationServices(Action whenDone)
    {
        ServicesRun = false;
        whenDone();
    }

    void IApplicationControl.StartSingleGenerationServices() => ServicesRun = true;

    void IApplicationControl.AbandonRequests() => _deeds.Add("abandon requests");

    void IApplicationControl.Drained(bool handedOver) => _deeds.Add(handedOver ? "drained, handed over" : "drained");

    void IApplicationControl.Exit(int code) => _deeds.Add($"exit {code}");
}
