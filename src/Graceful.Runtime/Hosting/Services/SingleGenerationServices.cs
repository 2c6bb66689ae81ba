using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Graceful.Hosting;

/// <summary>
/// Runs the single-generation services while this process may: after the predecessor's have stopped, and until the hand-over begins.
/// </summary>
/// <param name="mayRun">False while a predecessor may run the same services.</param>
/// <param name="behavior">The effect of an exception of a <see cref="BackgroundService"/> on the host.</param>
/// <param name="lifetime">Stops the host after such an exception.</param>
/// <param name="log">Logs failures.</param>
internal sealed class SingleGenerationServices(
    bool mayRun,
    BackgroundServiceExceptionBehavior behavior,
    IHostApplicationLifetime lifetime,
    ILogger log) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<IHostedService> _services = [];
    private readonly HashSet<IHostedService> _running = [];
    private bool _mayRun = mayRun;
    private Task _last = Task.CompletedTask;

    /// <summary>Canceled at the end of the host's time for its services.</summary>
    private readonly CancellationTokenSource _hostLimit = new();

    /// <summary>Adds a service, and starts it if it may run. Its exception reaches the host.</summary>
    internal Task AddAsync(IHostedService service, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _services.Add(service);
        }

        return Enqueue(() => MayRun ? StartAsync(service, cancellationToken) : Task.CompletedTask);
    }

    /// <summary>Stops a service for good. Its exception reaches the host.</summary>
    /// <remarks>Another service may stop for ever, or this one since the hand-over: the host's limit ends the wait for it.</remarks>
    internal async Task RemoveAsync(IHostedService service, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _services.Remove(service);
        }

        try
        {
            await Enqueue(() => StopAsync(service, cancellationToken)).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException late) when (cancellationToken.IsCancellationRequested)
        {
            await _hostLimit.CancelAsync();
            log.SingleGenerationServiceFailed(service.GetType().Name, "stopped in time", late);
        }
    }

    /// <summary>Starts all services that do not run.</summary>
    internal void Start()
    {
        lock (_lock)
        {
            if (_mayRun)
            {
                return;
            }

            _mayRun = true;
        }

        _ = Enqueue(ApplyAsync);
    }

    /// <summary>Gets a value that is true when a service has thrown while it ran.</summary>
    internal bool HasFailed { get; private set; }

    /// <summary>Stops all services, and then calls <paramref name="whenDone"/>.</summary>
    internal void Stop(Action whenDone)
    {
        lock (_lock)
        {
            _mayRun = false;
        }

        _ = Enqueue(async () =>
        {
            await ApplyAsync();
            whenDone();
        });
    }

    public void Dispose() => _hostLimit.Dispose();

    private bool MayRun
    {
        get
        {
            lock (_lock)
            {
                return _mayRun;
            }
        }
    }

    /// <summary>One step after the other, so that a service never stops while it starts.</summary>
    private Task Enqueue(Func<Task> step)
    {
        lock (_lock)
        {
            return _last = RunAfterAsync(_last, step);
        }
    }

    private static async Task RunAfterAsync(Task last, Func<Task> step)
    {
        await last.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        await step();
    }

    /// <summary>Reads the wanted state when its turn comes: a take-back may have followed a hand-over meanwhile.</summary>
    private async Task ApplyAsync()
    {
        IHostedService[] services;
        lock (_lock)
        {
            services = [.. _services];
        }

        var (mayRun, action) = MayRun ? (true, "started") : (false, "stopped");
        foreach (var service in mayRun ? services : Enumerable.Reverse(services))
        {
            try
            {
                await (mayRun ? StartAsync(service, CancellationToken.None) : StopAsync(service, _hostLimit.Token));
            }
            catch (Exception reason)
            {
                log.SingleGenerationServiceFailed(service.GetType().Name, action, reason);
            }
        }
    }

    private async Task StartAsync(IHostedService service, CancellationToken cancellationToken)
    {
        if (!SetRunning(service, isRunning: true))
        {
            return;
        }

        await service.StartAsync(cancellationToken);
        if (service is BackgroundService { ExecuteTask: { } execution })
        {
            _ = ObserveAsync(service, execution);
        }
    }

    private Task StopAsync(IHostedService service, CancellationToken cancellationToken) =>
        SetRunning(service, isRunning: false) ? service.StopAsync(cancellationToken) : Task.CompletedTask;

    /// <returns>True when this is a change.</returns>
    private bool SetRunning(IHostedService service, bool isRunning)
    {
        lock (_lock)
        {
            return isRunning ? _running.Add(service) : _running.Remove(service);
        }
    }

    private bool IsRunning(IHostedService service)
    {
        lock (_lock)
        {
            return _running.Contains(service);
        }
    }

    /// <summary>The host observes the services that it starts itself. It does not see this one.</summary>
    /// <remarks>
    /// A cancellation is a failure too unless the service was told to stop: an HttpClient throws one when a request times out
    /// (dotnet/runtime, src/libraries/Microsoft.Extensions.Hosting/src/Internal/Host.cs, TryExecuteBackgroundServiceAsync).
    /// </remarks>
    private async Task ObserveAsync(IHostedService service, Task execution)
    {
        try
        {
            await execution;
        }
        catch (OperationCanceledException) when (!IsRunning(service))
        {
        }
        catch (Exception reason)
        {
            HasFailed = true;
            log.SingleGenerationServiceFailed(service.GetType().Name, "executed", reason);
            if (behavior == BackgroundServiceExceptionBehavior.StopHost)
            {
                lifetime.StopApplication();
            }
        }
    }
}

/// <summary>The hosted service in place of <paramref name="service"/>.</summary>
internal sealed class SingleGenerationService(IHostedService service, SingleGenerationServices services) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => services.AddAsync(service, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => services.RemoveAsync(service, cancellationToken);
}
