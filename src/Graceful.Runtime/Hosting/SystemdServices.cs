using Graceful.Draining;
using Graceful.Systemd;
using Graceful.Restart;
using Graceful.Transport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Graceful.Hosting;

/// <summary>What runs under systemd in addition, where NOTIFY_SOCKET says that it listens.</summary>
internal static class SystemdServices
{
    internal static void AddSystemd(
        this IServiceCollection services,
        SystemdEnvironment environment,
        HandoverEnvironment handover,
        GracefulOptions options,
        LifecycleThread thread,
        string logCategory)
    {
        if (environment.NotifySocket is not { } name)
        {
            return;
        }

        // Opened now: later the descriptors may have run out.
        NotifySocket? socket = null;
        string? refusal = null;
        try
        {
            socket = NotifySocket.Open(name);
        }
        catch (IOException reason)
        {
            refusal = reason.Message;
        }

        ILogger Log(IServiceProvider provider) => provider.GetRequiredService<ILoggerFactory>().CreateLogger(logCategory);

        if (socket is null)
        {
            services.AddSingleton<ILifecycleObserver>(provider => new UnusableNotice(() => Log(provider).NotifySocketUnusable(name, refusal!)));
            return;
        }

        // Before the notifier: a process that systemd believes to be ready has its sockets in the store.
        if (options.SystemdFdStore)
        {
            services.AddSingleton<ILifecycleObserver>(provider =>
                new FdStore(socket, provider.GetRequiredService<ListenerTable>(), handover.HasPredecessor, Log(provider)));
        }

        services.AddSingleton<ILifecycleObserver>(provider =>
        {
            var notifier = new ServiceNotifier(
                socket,
                new ServiceNotifierOptions
                {
                    OwnPid = Environment.ProcessId,
                    Generation = handover.Generation,
                    HasPredecessor = handover.HasPredecessor,
                    HasWatchdog = environment.WatchdogTimeout is not null,
                    ShutdownTimeout = provider.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout,
                    Connections = () => provider.GetRequiredService<ConnectionGate>().Count,
                },
                Log(provider));
            var loops = provider.GetRequiredService<EventLoopGroup>();
            var end = provider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopped;
            new LivenessProbe("graceful-extend", ServiceNotifier.ExtensionPeriod, loops, thread.Post, notifier.Extend).Start(end);
            if (environment.WatchdogTimeout is { } timeout)
            {
                new LivenessProbe("graceful-watchdog", timeout / 2, loops, thread.Post, notifier.Ping).Start(end);
            }

            return notifier;
        });
    }

    private sealed class UnusableNotice(Action say) : ILifecycleObserver
    {
        public void Ready() => say();
    }
}
