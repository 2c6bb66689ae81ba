using System.Diagnostics.Metrics;
using Graceful.Draining;
using Graceful.Hosting;
using Graceful.Restart;
using Graceful.Systemd;
using Graceful.Transport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Graceful;

/// <summary>Makes a web application restart without anybody noticing.</summary>
public static class GracefulHostingExtensions
{
    private const string LogCategory = "Graceful";

    /// <summary>
    /// Adds graceful restarts and stops. By default SIGUSR1 or SIGUSR2 starts the program anew, hands the listening sockets and the
    /// live connections over, and lets this process finish what it is doing; SIGINT or SIGTERM stops it the same way, without a
    /// successor. Call it first: from then on the signals are handled.
    /// </summary>
    /// <param name="builder">The application; all of its Kestrel endpoints take part, however they are configured.</param>
    /// <param name="configure">Sets the options; the configuration section <c>Graceful</c> has the last word.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="InvalidOperationException">
    /// An option or a key of the configuration is wrong, or the environment claims a predecessor that there is not; the message names
    /// the key or variable. Where it is the environment and nobody catches it, the process ends with that message as its last line and
    /// with exit code 78 (EX_CONFIG).
    /// </exception>
    /// <remarks>On anything but Linux the server runs without restarts, stops gracefully, and logs one line that says so.</remarks>
    public static WebApplicationBuilder UseGraceful(this WebApplicationBuilder builder, Action<GracefulOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new GracefulOptions();
        configure?.Invoke(options);
        GracefulSettings.Apply(builder.Configuration, options);

        var services = builder.Services;
        services.AddSingleton(Options.Create(options));
        services.AddSingleton<ShutdownHealthCheck>();
        services.AddSingleton<ILifecycleObserver>(provider => provider.GetRequiredService<ShutdownHealthCheck>());

        // The drain has times of its own; what the host adds is for the services that stop after it.
        services.Configure<HostOptions>(host => host.ShutdownTimeout += options.DrainTimeout);
        if (OperatingSystem.IsLinux())
        {
            AddRestarts(services, options);
        }
        else
        {
            services.AddHostedService(provider => new UnsupportedPlatformNotice(provider.GetRequiredService<ILoggerFactory>().CreateLogger(LogCategory)));
        }

        return builder;
    }

    private static void AddRestarts(IServiceCollection services, GracefulOptions options)
    {
        StartRefusedException.ExitWhenUncaught();
        var systemd = SystemdEnvironment.Take();
        var invocation = Invocation.OfThisProcess().Without(systemd.ProcessVariables);
        var thread = new LifecycleThread();
        var signals = new SignalIntake(options, thread);
        var handover = InheritedDescriptors.Claim();
        if (RelayedStandardError.Take() is { } standardError)
        {
            services.AddSingleton<IHostedService>(new StandardErrorRestorer(standardError));
        }

        services.AddMetrics();
        services.AddSingleton<EventLoopGroup>();
        services.AddSingleton<ConnectionGate>();
        services.AddSingleton<IConnectionGate>(provider => provider.GetRequiredService<ConnectionGate>());
        services.AddSingleton<HandoffTransport>();
        services.AddSingleton(provider => new ListenerTable(
            provider.GetRequiredService<HandoffTransport>(),
            provider.GetRequiredService<IOptions<SocketTransportOptions>>(),
            handover.Listeners,
            handover.Managed,
            handover.Passed,
            handover.Files));
        services.AddSingleton<IDrain, Drain>();
        services.AddSingleton<IConnectionListenerFactory, HandoffTransportFactory>();
        services.AddSingleton<IHostLifetime, GracefulLifetime>();

        services.AddSingleton<ILifecycleObserver>(provider =>
            new UnclaimedDescriptorCloser(provider.GetRequiredService<ILoggerFactory>().CreateLogger(LogCategory)));

        // In this order: who is told by a service manager that this process is ready finds the PID file written.
        if (!string.IsNullOrEmpty(options.PidFile))
        {
            services.AddSingleton<ILifecycleObserver>(provider =>
                new PidFile(options.PidFile, Environment.ProcessId, provider.GetRequiredService<ILoggerFactory>().CreateLogger(LogCategory)));
        }

        services.AddSystemd(systemd, handover, options, thread, LogCategory);

        // Outermost: a middleware in front of it could answer requests that the transport never hears of.
        services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, RequestBoundaryFilter>());
        services.AddSingleton<IHostedService>(provider =>
        {
            var log = provider.GetRequiredService<ILoggerFactory>().CreateLogger(LogCategory);
            var listeners = provider.GetRequiredService<ListenerTable>();
            var launcher = new SuccessorLauncher(
                invocation,
                handover,
                listeners,
                provider.GetRequiredService<HandoffTransport>(),
                () => options.InheritableDescriptors.Prepare(log));
            return new HostControl(
                provider.GetRequiredService<IHostApplicationLifetime>(),
                listeners,
                handover,
                options,
                thread,
                signals,
                control => new Lifecycle(
                    launcher,
                    provider.GetRequiredService<IDrain>(),
                    control,
                    new LifecycleObservers(provider.GetServices<ILifecycleObserver>(), log),
                    options,
                    TimeProvider.System,
                    thread.Post,
                    handover.HasPredecessor,
                    new GracefulMetrics(
                        provider.GetRequiredService<IMeterFactory>(), () => provider.GetRequiredService<ConnectionGate>().Count),
                    log),
                provider.GetServices<ILoggerProvider>(),
                log);
        });
    }
}
