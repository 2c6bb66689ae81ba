using Graceful.Restart;
using Microsoft.Extensions.Logging;

namespace Graceful.Hosting;

/// <inheritdoc cref="IGraceful"/>
/// <remarks>The lifecycle notifies it as an observer. The application's callbacks run on the thread pool, in order.</remarks>
internal sealed class GracefulProcess : IGraceful, ILifecycleObserver, IDisposable
{
    private readonly ILogger _log;
    private readonly Lock _lock = new();
    private readonly List<Action<string>> _failureCallbacks = [];
    private readonly List<TaskCompletionSource> _restarts = [];
    private readonly TaskCompletionSource _predecessorGone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource _handover = new();
    private Task _lastCallback = Task.CompletedTask;
    private Action<string>? _requestRestart;
    private volatile GracefulState _state;

    internal GracefulProcess(int generation, bool hasPredecessor, ILogger log)
    {
        Generation = generation;
        _log = log;
        if (!hasPredecessor)
        {
            _predecessorGone.SetResult();
        }
    }

    public GracefulState State => _state;

    public int Generation { get; }

    public CancellationToken HandoverBegins
    {
        get
        {
            lock (_lock)
            {
                return _handover.Token;
            }
        }
    }

    public Task PredecessorGone => _predecessorGone.Task;

    public Task RestartAsync(string reason, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        var restart = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_requestRestart is null || _state is GracefulState.Starting or GracefulState.Stopping or GracefulState.Stopped)
            {
                throw new InvalidOperationException(
                    $"This process cannot restart in the state {_state}: it has to listen on an endpoint, on Linux, and must not stop.");
            }

            if (_state == GracefulState.HandingOver)
            {
                // The successor serves, and restarts when this process has ended. A request that waited for that would keep this process.
                restart.SetResult();
            }
            else
            {
                _restarts.Add(restart);
            }
        }

        _requestRestart(reason);
        return restart.Task.WaitAsync(cancellationToken);
    }

    public IDisposable OnRestartFailed(Action<string> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        lock (_lock)
        {
            _failureCallbacks.Add(callback);
        }

        return new Registration(this, callback);
    }

    /// <summary>Connects the requests of the application with the lifecycle.</summary>
    internal void Attach(Action<string> requestRestart) => _requestRestart = requestRestart;

    void ILifecycleObserver.Ready() => _state = GracefulState.Serving;

    void ILifecycleObserver.RestartBegins() => _state = GracefulState.Restarting;

    void ILifecycleObserver.RestartFailed(string reason)
    {
        _state = GracefulState.Serving;
        Fail(reason);
    }

    void ILifecycleObserver.HandedOver(int successorPid)
    {
        _state = GracefulState.HandingOver;
        CancellationTokenSource handover;
        TaskCompletionSource[] restarts;
        lock (_lock)
        {
            handover = _handover;
            restarts = [.. _restarts];
            _restarts.Clear();
        }

        Array.ForEach(restarts, restart => restart.TrySetResult());
        Queue(handover.Cancel);
    }

    void ILifecycleObserver.TookBack(string reason)
    {
        lock (_lock)
        {
            _handover = new CancellationTokenSource();
        }

        _state = GracefulState.Serving;
        Fail(reason);
    }

    void ILifecycleObserver.PredecessorGone() => _predecessorGone.TrySetResult();

    void ILifecycleObserver.Stopping()
    {
        _state = GracefulState.Stopping;
        CancellationTokenSource handover;
        lock (_lock)
        {
            handover = _handover;
        }

        Queue(handover.Cancel);
        FailRestarts("the process stops");
    }

    void ILifecycleObserver.Stopped() => _state = GracefulState.Stopped;

    public void Dispose()
    {
        lock (_lock)
        {
            _handover.Dispose();
        }
    }

    private void Fail(string reason)
    {
        FailRestarts(reason);
        Action<string>[] callbacks;
        lock (_lock)
        {
            callbacks = [.. _failureCallbacks];
        }

        foreach (var callback in callbacks)
        {
            Queue(() => callback(reason));
        }
    }

    private void FailRestarts(string reason)
    {
        lock (_lock)
        {
            _restarts.ForEach(restart => restart.TrySetException(new InvalidOperationException($"The restart failed: {reason}")));
            _restarts.Clear();
        }
    }

    /// <summary>The application's code must not run on the thread of the lifecycle, where it could block a restart.</summary>
    private void Queue(Action callback)
    {
        lock (_lock)
        {
            _lastCallback = _lastCallback.ContinueWith(_ => Call(callback), TaskScheduler.Default);
        }
    }

    private void Call(Action callback)
    {
        try
        {
            callback();
        }
        catch (Exception reason)
        {
            _log.CallbackFailed(reason);
        }
    }

    private sealed class Registration(GracefulProcess process, Action<string> callback) : IDisposable
    {
        public void Dispose()
        {
            lock (process._lock)
            {
                process._failureCallbacks.Remove(callback);
            }
        }
    }
}
