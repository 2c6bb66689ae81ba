using System.Diagnostics;
using Graceful.LongLived;
using Graceful.Restart;
using Graceful.Transport;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Graceful.Hosting;

/// <summary>Connects the lifecycle with the generic host: started, stopping, and the drain before Kestrel's own stop.</summary>
/// <remarks>
/// Kestrel's StopAsync closes idle connections at once, and requests on their way to them are lost. Therefore the host first waits in
/// <see cref="StoppingAsync"/> until the drain has ended.
/// </remarks>
internal sealed class HostControl : IHostedLifecycleService, IApplicationControl, IDisposable
{
    /// <summary>The time for logs to be written when the process exits at once.</summary>
    private static readonly TimeSpan FlushLimit = TimeSpan.FromSeconds(2);

    /// <summary>The time for the thread pool to run a work item. Without it the host cannot stop its services.</summary>
    private static readonly TimeSpan PoolLimit = TimeSpan.FromSeconds(5);

    private readonly IHostApplicationLifetime _host;
    private readonly ListenerTable _listeners;
    private readonly HandoverEnvironment _handover;
    private readonly GracefulOptions _options;
    private readonly IEnumerable<ILoggerProvider> _logs;
    private readonly LossyLogger _log;
    private readonly LifecycleThread _thread;
    private readonly SingleGenerationServices _services;
    private readonly BoundedServer? _server;
    private readonly OptIn _optIn;
    private readonly Func<bool> _stopsByFailure;
    private readonly Lifecycle _lifecycle;
    private readonly Predecessor? _predecessor;
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal HostControl(
        IHostApplicationLifetime host,
        ListenerTable listeners,
        HandoverEnvironment handover,
        GracefulOptions options,
        LifecycleThread thread,
        SingleGenerationServices services,
        BoundedServer? server,
        OptIn optIn,
        Func<bool> stopsByFailure,
        Func<IApplicationControl, Lifecycle> createLifecycle,
        IEnumerable<ILoggerProvider> logs,
        LossyLogger log)
    {
        _host = host;
        _listeners = listeners;
        _handover = handover;
        _options = options;
        _thread = thread;
        _services = services;
        _server = server;
        _optIn = optIn;
        _stopsByFailure = stopsByFailure;
        _logs = logs;
        _log = log;
        _lifecycle = createLifecycle(this);
        _predecessor = handover.HasPredecessor ? new Predecessor(handover.Channel, listeners, _lifecycle) : null;
        OperatorErrors.IsStartCancelled = false;
        host.ApplicationStarted.Register(OnStarted);
        host.ApplicationStopping.Register(OnStopping);
        thread.Start(_lifecycle, log);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <remarks>An exception, such as one of endpoints that cannot be built, ends this process, and the predecessor goes on.</remarks>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        // The first timer of a process starts a thread, which stays. The host's stop needs a timer, and no thread may be free by then.
        ApartWork.Guard(static () => new Timer(static _ => { }, null, TimeSpan.FromDays(1), Timeout.InfiniteTimeSpan).Dispose());
        if (_predecessor is not null)
        {
            _optIn.WarmUp();
        }

        return Task.CompletedTask;
    }

    /// <summary>Waits until the drain has ended. The drain's own limits apply, not the token.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        OnStopping();
        return _drained.Task;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends the thread of the lifecycle with the host. A host that is not stopped before does not wait for a restart.</summary>
    public void Dispose()
    {
        _listeners.DropChanges();
        _thread.Dispose();
    }

    void IApplicationControl.Ready()
    {
        var unwanted = _listeners.CloseUnclaimed();
        _listeners.BeginAccepting();
        _log.Serving(Environment.ProcessId, _handover.Generation);
        _predecessor?.SendReady(unwanted);
    }

    void IApplicationControl.SendStopping() => _predecessor?.SendFinished();

    bool IApplicationControl.TryLeaveToPredecessor() => _predecessor?.TryLeave() == true;

    // The application's callbacks for ApplicationStopping may block, as the hooks may.
    void IApplicationControl.StopApplication() => ApartWork.Start("graceful-stopping", _host.StopApplication);

    void IApplicationControl.RunShutdownHooks(TimeSpan limit, Action whenDone)
    {
        if (_options.ShutdownHooks.Count == 0)
        {
            whenDone();
            return;
        }

        ApartWork.Start("graceful-hooks", () => _ = RunHooksAsync(limit, whenDone));
    }

    void IApplicationControl.StopSingleGenerationServices(Action whenDone) => _services.Stop(whenDone);

    void IApplicationControl.StartSingleGenerationServices() => _services.Start();

    void IApplicationControl.Drained(bool handedOver)
    {
        _listeners.AreShared |= handedOver;
        ApartWork.Guard(() => _drained.TrySetResult());
        ((IApplicationControl)this).StopApplication();
    }

    void IApplicationControl.AbandonRequests()
    {
        // Not on the pool, whose threads the requests may block. Without a thread, the process exits at once.
        if (!ApartWork.TryStartThread("graceful-abandon", AbandonRequests, out _))
        {
            ((IApplicationControl)this).Exit(Environment.ExitCode);
        }
    }

    void IApplicationControl.Exit(int code)
    {
        // The console logger writes on a thread of its own and waits for it when disposed (ConsoleLoggerProcessor.Dispose). The reason
        // of the exit would be lost otherwise. Other loggers may block, and the exit has to be prompt.
        if (ApartWork.TryStartThread("graceful-flush", FlushLogs, out var flushing))
        {
            _ = flushing.Join(FlushLimit);
        }

        Environment.Exit(code);
    }

    private void FlushLogs()
    {
        _log.Dispose();
        foreach (var log in _logs)
        {
            log.Dispose();
        }
    }

    private void AbandonRequests()
    {
        using var poolResponds = new ManualResetEventSlim();
        ApartWork.Guard(() => ThreadPool.UnsafeQueueUserWorkItem(static responds => responds.Set(), poolResponds, preferLocal: false));

        // Cancellation may run the host's stop on this thread.
        _server?.Abandon();
        if (_server is null || !poolResponds.Wait(PoolLimit))
        {
            // The server was registered after UseGraceful(), so that its stop cannot be cut short; or handlers block the thread pool.
            ((IApplicationControl)this).Exit(Environment.ExitCode);
        }
    }

    /// <summary>A host without endpoints, of a test or of a build-time tool, is not ready to serve and changes nothing outside.</summary>
    private void OnStarted() =>
        _thread.Post(_listeners.Active.Count > 0 ? _lifecycle.OnStarted : _lifecycle.OnStartedWithoutEndpoints);

    private void OnStopping()
    {
        // Here, before the host cancels its start: the lifecycle's thread could be too late.
        OperatorErrors.IsStartCancelled = !_host.ApplicationStarted.IsCancellationRequested;
        var hasFailed = _stopsByFailure();
        if (hasFailed && Environment.ExitCode == 0)
        {
            Environment.ExitCode = BackgroundFailure.ExitCode;
        }

        // After the start, the lifecycle's thread writes this line, unless the process stops already.
        var isLogged = hasFailed && _lifecycle.State == LifecycleState.Starting;
        if (isLogged)
        {
            _log.BackgroundServiceFailed(Environment.ProcessId);
        }

        _thread.Post(() => _lifecycle.OnApplicationStopping(hasFailed, isLogged));
    }

    private async Task RunHooksAsync(TimeSpan limit, Action whenDone)
    {
        var begunAt = Stopwatch.GetTimestamp();
        using var timeout = new CancellationTokenSource();
        ApartWork.Guard(() => timeout.CancelAfter(limit));
        foreach (var hook in _options.ShutdownHooks)
        {
            try
            {
                await hook(timeout.Token);
            }
            catch (Exception reason)
            {
                _log.ShutdownHookFailed(reason);
            }
        }

        _log.ShutdownHooksRan(_options.ShutdownHooks.Count, (long)Stopwatch.GetElapsedTime(begunAt).TotalMilliseconds);
        whenDone();
    }
}
