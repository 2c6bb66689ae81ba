using Graceful;
using Graceful.Draining;
using Graceful.Hosting;
using Graceful.Posix;
using Graceful.Restart;
using Graceful.Transport;
using Microsoft.Extensions.Time.Testing;

namespace Runtime.Tests.Hosting;

/// <summary>
/// A lifecycle in a world under the test's control: time, successors, connections and the host. <see cref="Deeds"/> records the actions
/// of the lifecycle in order.
/// </summary>
internal sealed partial class LifecycleWorld
{
    internal const int FirstPid = 1001;

    private readonly Queue<Action> _posted = new();
    private readonly List<string> _deeds = [];
    private readonly List<Action> _hooks = [];
    private int _deedsRead;
    private Action? _whenEmpty;

    internal LifecycleWorld(
        bool hasPredecessor = false,
        Action<GracefulOptions>? configure = null,
        TimeSpan sameStop = default,
        TimeSpan? hostLimit = null)
    {
        configure?.Invoke(Options);
        Lifecycle = new Lifecycle(this, this, this, Observed, Options, Clock, _posted.Enqueue, hasPredecessor,
            new GracefulMetrics(Meters, () => Connections), Log)
        {
            SameStop = sameStop,
            HostLimit = hostLimit ?? Timeout.InfiniteTimeSpan,
        };
    }

    internal GracefulOptions Options { get; } = new()
    {
        StartTimeout = TimeSpan.FromSeconds(60),
        DrainTimeout = TimeSpan.FromSeconds(5),
        IdleLinger = TimeSpan.FromSeconds(1),
    };

    internal FakeTimeProvider Clock { get; } = new();

    internal RecordingLog Log { get; } = new();

    internal RecordingMeters Meters { get; } = new();

    internal Lifecycle Lifecycle { get; }

    /// <summary>The notifications of an observer, in order.</summary>
    internal RecordingObserver Observed { get; } = new();

    internal LifecycleState State => Lifecycle.State;

    /// <summary>The connections that are left.</summary>
    internal int Connections { get; set; } = 3;

    /// <summary>The connections and requests that an abort of the drain loses.</summary>
    internal AbortedWork Aborted { get; set; }

    internal List<FakeSuccessor> Successors { get; } = [];

    internal FakeSuccessor Successor => Successors[^1];

    /// <summary>The exception of the next launch.</summary>
    internal Exception? LaunchFailure { get; set; }

    /// <summary>The program's file when it has not changed.</summary>
    public string? UnchangedFile { get; set; }

    /// <summary>True when the predecessor is still running.</summary>
    internal bool PredecessorGoesOn { get; set; } = true;

    /// <summary>True while the single-generation services run.</summary>
    internal bool ServicesRun { get; private set; }

    internal bool HooksAreRunning => _hooks.Count > 0;

    internal IReadOnlyList<string> Deeds => _deeds;

    /// <summary>The successor of the current drain; null at a stop.</summary>
    internal IConnectionSink? Sink { get; private set; }

    /// <summary>Returns the actions since the last call.</summary>
    internal string[] NewDeeds()
    {
        var deeds = _deeds[_deedsRead..].ToArray();
        _deedsRead = _deeds.Count;
        return deeds;
    }

    /// <summary>Creates a serving process without further actions.</summary>
    internal static LifecycleWorld Serving(bool hasPredecessor = false, Action<GracefulOptions>? configure = null)
    {
        var world = new LifecycleWorld(hasPredecessor, configure);
        world.Started();
        Assert.Equal(["ready"], world.NewDeeds());
        return world;
    }

    /// <summary>Starts a successor that is not ready yet.</summary>
    internal static LifecycleWorld Restarting(Action<GracefulOptions>? configure = null)
    {
        var world = Serving(configure: configure);
        world.RestartSignal();
        Assert.Equal(LifecycleState.Restarting, world.State);
        Assert.Equal(["launch 1001"], world.NewDeeds());
        return world;
    }

    /// <summary>Starts a successor that is ready; the connections leave.</summary>
    internal static LifecycleWorld Draining(Action<GracefulOptions>? configure = null)
    {
        var world = Restarting(configure);
        world.Ready();
        Assert.Equal(LifecycleState.Draining, world.State);
        Assert.Equal(["drain to 1001"], world.NewDeeds());
        return world;
    }

    internal void Started()
    {
        Lifecycle.OnStarted();
        Dispatch();
    }

    internal void StartedWithoutEndpoints()
    {
        Lifecycle.OnStartedWithoutEndpoints();
        Dispatch();
    }

    internal void RestartSignal(Signal signal = Signal.SIGUSR2)
    {
        Lifecycle.OnRestartSignal(signal.ToString());
        Dispatch();
    }

    internal void StopSignal(Signal signal = Signal.SIGTERM)
    {
        Lifecycle.OnStopSignal(signal.ToString(), (int)signal);
        Dispatch();
    }

    internal void HostStops(bool hasFailed = false)
    {
        Lifecycle.OnApplicationStopping(hasFailed);
        Dispatch();
    }

    internal void Ready(FakeSuccessor? successor = null)
    {
        ((ISuccessorEvents)Lifecycle).Ready(successor ?? Successor);
        Dispatch();
    }

    /// <param name="exitCode">Null when it only closed the channel.</param>
    /// <param name="inOrder">It had announced its end.</param>
    /// <param name="successor">The latest by default.</param>
    internal void Gone(int? exitCode = 139, bool inOrder = false, FakeSuccessor? successor = null)
    {
        ExitStatus? status = exitCode is { } code ? new ExitStatus(code << 8) : null;
        ((ISuccessorEvents)Lifecycle).Gone(successor ?? Successor, status, inOrder);
        Dispatch();
    }

    internal void Unresponsive()
    {
        ((ISuccessorEvents)Lifecycle).Unresponsive(Successor, Successor.Unanswered, TimeSpan.FromSeconds(3));
        Dispatch();
    }

    internal void PredecessorServicesStopped()
    {
        ((IPredecessorEvents)Lifecycle).PredecessorServicesStopped();
        Dispatch();
    }

    internal void PredecessorGone(bool inOrder = true)
    {
        ((IPredecessorEvents)Lifecycle).PredecessorGone(inOrder);
        Dispatch();
    }

    internal void PredecessorAsksToRestart()
    {
        ((IPredecessorEvents)Lifecycle).RestartRequested();
        Dispatch();
    }

    /// <summary>The last connection has left.</summary>
    internal void Empty()
    {
        Connections = 0;
        var whenEmpty = _whenEmpty ?? throw new InvalidOperationException("No drain has begun.");
        _whenEmpty = null;
        whenEmpty();
        Dispatch();
    }

    /// <summary>The last connection has left, and the end of the successor was noticed a moment before.</summary>
    internal void GoneBeforeEmpty()
    {
        ((ISuccessorEvents)Lifecycle).Gone(Successor, new ExitStatus(139 << 8), inOrder: false);
        _whenEmpty!();
        Dispatch();
    }

    /// <summary>The shutdown hooks that run have ended.</summary>
    internal void HooksDone()
    {
        var running = _hooks.ToArray();
        _hooks.Clear();
        foreach (var whenDone in running)
        {
            whenDone();
        }

        Dispatch();
    }

    /// <summary>Advances the time, and handles each deadline when it is due, as the lifecycle's thread does.</summary>
    internal void Pass(TimeSpan time)
    {
        while (Lifecycle.Deadlines.UntilNext is { } next && next <= time)
        {
            time -= next;
            Clock.Advance(next);
            while (Lifecycle.Deadlines.TryTakeExpired(out var deadline))
            {
                Lifecycle.OnDeadline(deadline);
                Dispatch();
            }
        }

        Clock.Advance(time);
    }

    private void Dispatch()
    {
        while (_posted.TryDequeue(out var handle))
        {
            handle();
        }
    }
}
