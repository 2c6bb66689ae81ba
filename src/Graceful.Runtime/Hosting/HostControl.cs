using System.Diagnostics;
using Graceful.Restart;
using Graceful.Transport;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Graceful.Hosting;

/// <summary>Ties the lifecycle to the generic host: started, stopping, and the drain that comes before Kestrel's own stop.</summary>
/// <remarks>
/// Kestrel's StopAsync closes idle connections at once, which loses the requests that are on their way. So it waits for
/// <see cref="StoppingAsync"/>, which ends when nobody is left.
/// </remarks>
internal sealed class HostControl : IHostedLifecycleService, IApplicationControl
{
    /// <summary>What logs may take to be written when the process exits at once.</summary>
    private static readonly TimeSpan FlushLimit = TimeSpan.FromSeconds(2);

    private readonly IHostApplicationLifetime _host;
    private readonly ListenerTable _listeners;
    private readonly HandoverEnvironment _handover;
    private readonly GracefulOptions _options;
    private readonly IEnumerable<ILoggerProvider> _logs;
    private readonly ILogger _log;
    private readonly LifecycleThread _thread;
    private readonly Lifecycle _lifecycle;
    private readonly Predecessor? _predecessor;
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal HostControl(
        IHostApplicationLifetime host,
        ListenerTable listeners,
        HandoverEnvironment handover,
        GracefulOptions options,
        LifecycleThread thread,
        SignalIntake signals,
        Func<IApplicationControl, Lifecycle> createLifecycle,
        IEnumerable<ILoggerProvider> logs,
        ILogger log)
    {
        _host = host;
        _listeners = listeners;
        _handover = handover;
        _options = options;
        _thread = thread;
        _logs = logs;
        _log = log;
        _lifecycle = createLifecycle(this);
        _predecessor = handover.HasPredecessor ? new Predecessor(handover.Channel, listeners, _lifecycle) : null;
        host.ApplicationStarted.Register(() => _thread.Post(_lifecycle.OnStarted));
        host.ApplicationStopping.Register(() => _thread.Post(_lifecycle.OnApplicationStopping));
        signals.Attach(_lifecycle);
        thread.Start(_lifecycle, log);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Waits for the drain, whoever began it. Its own times bound it, not the token.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        _thread.Post(_lifecycle.OnApplicationStopping);
        return _drained.Task;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    void IApplicationControl.Ready()
    {
        var unwanted = _listeners.CloseUnclaimed();
        _listeners.BeginAccepting();
        _log.Serving(Environment.ProcessId, _handover.Generation);
        _predecessor?.SendReady(unwanted);
    }

    void IApplicationControl.SendStopping() => _predecessor?.SendFinished();

    bool IApplicationControl.TryLeaveToPredecessor() => _predecessor?.TryLeave() == true;

    // What the application has registered for ApplicationStopping may block; and the pool may be stuck, which is when an operator
    // restarts: so on threads of their own, here and for the hooks.
    void IApplicationControl.StopApplication() =>
        new Thread(_host.StopApplication) { Name = "graceful-stopping", IsBackground = true }.Start();

    void IApplicationControl.RunShutdownHooks(TimeSpan limit, Action whenDone)
    {
        if (_options.ShutdownHooks.Count == 0)
        {
            whenDone();
            return;
        }

        _ = Task.Factory.StartNew(
            () => RunHooksAsync(limit, whenDone), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    void IApplicationControl.Drained(bool handedOver)
    {
        _listeners.AreShared |= handedOver;
        _drained.TrySetResult();
        ((IApplicationControl)this).StopApplication();
    }

    void IApplicationControl.Exit(int code)
    {
        // The console's logger writes on a thread of its own, and waits for it at its disposal (ConsoleLoggerProcessor.Dispose):
        // otherwise nobody would read why. Not all logs are as quick, and this is to be at once.
        var flushing = new Thread(() =>
        {
            foreach (var log in _logs)
            {
                log.Dispose();
            }
        });
        flushing.IsBackground = true;
        flushing.Start();
        _ = flushing.Join(FlushLimit);
        Environment.Exit(code);
    }

    private async Task RunHooksAsync(TimeSpan limit, Action whenDone)
    {
        var begunAt = Stopwatch.GetTimestamp();
        using var timeout = new CancellationTokenSource(limit);
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
