using Graceful.Draining;
using Graceful.Restart;
using Graceful.Systemd;
using Graceful.Transport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Graceful.Hosting;

/// <summary>Registers the services for systemd, when NOTIFY_SOCKET is set.</summary>
internal static class SystemdServices
{
    internal static void AddSystemd(this IServiceCollection services, SystemdEnvironment environment, HandoverEnvironment handover)
    {
        if (environment.NotifySocket is not { } name)
        {
            return;
        }

        // Opened now: later no descriptor may be free.
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

        if (socket is null)
        {
            services.AddSingleton<ILifecycleObserver>(provider =>
                new UnusableNotice(() => provider.GetRequiredService<LossyLogger>().NotifySocketUnusable(name, refusal!)));
            return;
        }

        // Before the notifier: the store must have the sockets of a process that is ready for systemd.
        services.AddSingleton(_ => socket);
        services.AddSingleton<ILifecycleObserver>(provider => provider.GetRequiredService<IOptions<GracefulOptions>>().Value.SystemdFdStore
            ? CreateStore(provider, handover)
            : new Unobserved());
        services.AddSingleton<ILifecycleObserver>(provider => CreateNotifier(provider, environment, handover));
    }

    private static FdStore CreateStore(IServiceProvider provider, HandoverEnvironment handover)
    {
        var listeners = provider.GetRequiredService<ListenerTable>();
        var store = new FdStore(
            new NotifyMessages(provider.GetRequiredService<NotifySocket>(), provider.GetRequiredService<LossyLogger>()),
            listeners,
            handover.HasPredecessor,
            provider.GetRequiredService<LifecycleThread>().Post);
        listeners.Keeper = store;
        return store;
    }

    private static ServiceNotifier CreateNotifier(
        IServiceProvider provider, SystemdEnvironment environment, HandoverEnvironment handover)
    {
        var notifier = new ServiceNotifier(
            provider.GetRequiredService<NotifySocket>(),
            new ServiceNotifierOptions
            {
                OwnPid = Environment.ProcessId,
                Generation = handover.Generation,
                HasPredecessor = handover.HasPredecessor,
                HasWatchdog = environment.WatchdogTimeout is not null,
                ShutdownTimeout = provider.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout,
                Connections = () => provider.GetRequiredService<ConnectionGate>().Count,
            },
            provider.GetRequiredService<LossyLogger>());
        var loops = provider.GetRequiredService<EventLoopGroup>();
        var thread = provider.GetRequiredService<LifecycleThread>();
        var end = provider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopped;
        new LivenessProbe("graceful-extend", NotifyMessages.ExtensionPeriod, loops, thread.Post, notifier.Extend).Start(end);
        if (environment.WatchdogTimeout is { } timeout)
        {
            new LivenessProbe("graceful-watchdog", timeout / 2, loops, thread.Post, notifier.Ping).Start(end);
        }

        return notifier;
    }

    private sealed class Unobserved : ILifecycleObserver;

    private sealed class UnusableNotice(Action log) : ILifecycleObserver
    {
        public void Ready() => log();
    }
}
