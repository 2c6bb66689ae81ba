using System.Diagnostics.Metrics;
using Graceful.Draining;
using Graceful.Logging;
using Graceful.LongLived;
using Graceful.Posix;
using Graceful.Restart;
using Graceful.Supervision;
using Graceful.Systemd;
using Graceful.Transport;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Graceful.Hosting;

/// <summary>Registers the services of <c>UseGraceful()</c>.</summary>
internal static class GracefulServices
{
    internal const string LogCategory = "Graceful";

    private static readonly TimeSpan SameStopOfWorkers = TimeSpan.FromSeconds(1);

    internal static void Add(IServiceCollection services, IConfiguration configuration, Action<GracefulOptions>? configure)
    {
        OperatorErrors.ExitWhenUncaught();
        if (services.FirstOrDefault(service => service.ServiceType == typeof(EarlyOptions))?.ImplementationInstance is EarlyOptions earlier)
        {
            // A library and Program.cs, for example.
            earlier.Apply(configure);
            return;
        }

        var early = new EarlyOptions(configuration);
        early.Apply(configure);
        services.AddSingleton(early);
        services.AddSingleton<IOptionsFactory<GracefulOptions>, GracefulOptionsFactory>();
        services.AddOptions<GracefulOptions>();
        services.AddSingleton<ShutdownHealthCheck>();
        services.AddSingleton<ILifecycleObserver>(provider => provider.GetRequiredService<ShutdownHealthCheck>());

        // The drain has its own limits. The host's limit is for the services that stop afterwards.
        services.AddOptions<HostOptions>().Configure<IOptions<GracefulOptions>>((host, graceful) =>
        {
            if (host.ShutdownTimeout != Timeout.InfiniteTimeSpan)
            {
                host.ShutdownTimeout += graceful.Value.DrainTimeout;
            }
        });
        if (LibCBinding.IsAvailable)
        {
            AddRestarts(services, early);
        }
        else
        {
            services.AddSingleton(provider => new GracefulProcess(generation: 0, hasPredecessor: false, CreateLog(provider)));
            services.AddSingleton<IGraceful>(provider => provider.GetRequiredService<GracefulProcess>());
            services.AddHostedService(provider => new UnsupportedPlatformNotice(CreateLog(provider)));
        }
    }

    private static void AddRestarts(IServiceCollection services, EarlyOptions early)
    {
        // Read before variables are taken out of the environment.
        var invocation = Invocation.OfThisProcess();
        var handover = InheritedDescriptors.Claim();
        var supervision = SupervisionEnvironment.Take(handover);
        var standardError = RelayedStandardError.Take();
        var systemd = SystemdEnvironment.Take();
        var reason = MasterStart.ReasonToSupervise(supervision, early.Value.Supervised, handover.HasPredecessor, Environment.ProcessId);

        // A master would start the test run or the tool again as its worker.
        if (reason is not null && !HostInterception.IsActive)
        {
            MasterStart.Run(supervision, reason, early.Value, services, invocation, systemd, handover);
        }

        invocation = invocation.Without(systemd.ProcessVariables);
        var thread = new LifecycleThread();
        var signals = new SignalIntake(early.Value, thread);
        early.OnChange(signals.Apply);
        if (standardError is not null)
        {
            services.AddSingleton<IHostedService>(provider =>
                new StandardErrorRestorer(standardError, provider.GetRequiredService<LossyLogger>()));
        }

        services.AddMetrics();
        services.AddSingleton(provider => new LossyLogger(CreateLog(provider)));
        services.AddSingleton(_ => thread);
        services.AddSingleton(_ => new ListeningProcess(signals));
        AddTransport(services, handover);
        if (supervision.IsWorker)
        {
            services.AddMasterConnection(
                supervision,
                handover,
                early.Value.ProbationTime,
                systemd.WatchdogTimeout,
                releasesSockets: !early.Value.SystemdFdStore,
                thread);
        }

        AddObservers(services, handover, hasMaster: supervision.IsWorker);
        services.AddSystemd(systemd, handover);
        services.AddSingleton<IHostLifetime>(_ => new GracefulLifetime(signals));
        services.AddSingleton(provider =>
            SingleGenerationExtensions.CreateSingleGenerationServices(provider, mayRun: !handover.HasPredecessor));
        services.AddSingleton<OptIn>();

        // First: a middleware before it could answer requests that the transport does not see.
        services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, RequestBoundaryFilter>());
        BoundedServer.Decorate(services);
        services.AddSingleton<IHostedService>(provider => CreateHostControl(provider, handover, supervision, invocation, thread, signals));
    }

    private static void AddTransport(IServiceCollection services, HandoverEnvironment handover)
    {
        services.AddSingleton<EventLoopGroup>();
        services.AddSingleton<ConnectionGate>();
        services.AddSingleton<IConnectionGate>(provider => provider.GetRequiredService<ConnectionGate>());
        services.AddSingleton<ConnectionLimit>();
        services.AddSingleton<IPostConfigureOptions<KestrelServerOptions>>(
            provider => provider.GetRequiredService<ConnectionLimit>());
        services.AddSingleton(provider => new HandoverTransport(
            provider.GetRequiredService<EventLoopGroup>(),
            provider.GetRequiredService<IConnectionGate>(),
            provider.GetRequiredService<ConnectionLimit>(),
            provider.GetRequiredService<IOptions<SocketTransportOptions>>(),
            new LossyLoggerFactory(
                provider.GetRequiredService<LossyLogger>(), provider.GetRequiredService<ILoggerFactory>())));
        services.AddSingleton(provider => new ListenerTable(
            provider.GetRequiredService<HandoverTransport>(),
            provider.GetRequiredService<IOptions<SocketTransportOptions>>(),
            handover.Listeners,
            handover.Managed,
            handover.Passed,
            handover.Files));
        services.AddSingleton<IDrain>(provider => new Drain(
            provider.GetRequiredService<ListenerTable>(),
            provider.GetRequiredService<HandoverTransport>(),
            provider.GetRequiredService<ConnectionGate>(),
            provider.GetRequiredService<IOptions<GracefulOptions>>().Value.MoveRate));
        services.AddSingleton<IConnectionListenerFactory>(provider => new ClaimingListenerFactory(
            new HandoverTransportFactory(provider.GetRequiredService<ListenerTable>()),
            provider.GetRequiredService<ListeningProcess>()));
    }

    /// <summary>Order matters: the PID file must exist before systemd receives READY=1. It names the master where there is one.</summary>
    private static void AddObservers(IServiceCollection services, HandoverEnvironment handover, bool hasMaster)
    {
        services.AddSingleton(provider => new GracefulProcess(
            handover.Generation, handover.HasPredecessor, provider.GetRequiredService<LossyLogger>()));
        services.AddSingleton<IGraceful>(provider => provider.GetRequiredService<GracefulProcess>());
        services.AddSingleton(_ => new SharedLimits());
        services.AddSingleton<ILifecycleObserver>(provider => provider.GetRequiredService<SharedLimits>());
        services.AddSingleton<ILifecycleObserver>(provider => new EndpointChanges(provider.GetRequiredService<ListenerTable>()));
        services.AddSingleton<ILifecycleObserver>(provider => provider.GetRequiredService<GracefulProcess>());
        services.AddSingleton<ILifecycleObserver>(provider => new UnclaimedDescriptorCloser(provider.GetRequiredService<LossyLogger>()));
        services.AddSingleton<ILifecycleObserver>(provider => new PidFile(
            hasMaster ? null : provider.GetRequiredService<IOptions<GracefulOptions>>().Value.PidFile,
            Environment.ProcessId,
            provider.GetRequiredService<LossyLogger>()));
    }

    private static HostControl CreateHostControl(
        IServiceProvider provider,
        HandoverEnvironment handover,
        SupervisionEnvironment supervision,
        Invocation invocation,
        LifecycleThread thread,
        SignalIntake signals)
    {
        var options = provider.GetRequiredService<IOptions<GracefulOptions>>().Value;
        signals.Apply(options);
        var log = provider.GetRequiredService<LossyLogger>();
        LogStart(options, handover, supervision, log);
        var listeners = provider.GetRequiredService<ListenerTable>();
        listeners.ServerAddresses =
            () => provider.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var transport = provider.GetRequiredService<HandoverTransport>();
        var launcher = new SuccessorLauncher(
            invocation.WithProgram(options.Program),
            handover,
            listeners,
            transport,
            supervision,
            provider.GetRequiredService<SharedLimits>(),
            () => options.Inheritable.Prepare(log),
            [.. options.RestartSignals.Select(signal => (int)signal)]);
        return new HostControl(
            provider.GetRequiredService<IHostApplicationLifetime>(),
            listeners,
            handover,
            options,
            thread,
            provider.GetRequiredService<SingleGenerationServices>(),
            provider.GetService<BoundedServer>(),
            provider.GetRequiredService<OptIn>(),
            () => BackgroundFailure.StopsHost(provider),
            CreateLifecycle,
            provider.GetServices<ILoggerProvider>(),
            log);

        Lifecycle CreateLifecycle(IApplicationControl control)
        {
            var metrics = new GracefulMetrics(
                provider.GetRequiredService<IMeterFactory>(), () => provider.GetRequiredService<ConnectionGate>().Count);
            transport.LongLivedEnded = metrics.RecordLongLived;
            var lifecycle = new Lifecycle(
                launcher,
                provider.GetRequiredService<IDrain>(),
                control,
                new LifecycleObservers(provider.GetServices<ILifecycleObserver>(), log),
                options,
                TimeProvider.System,
                thread.Post,
                handover.HasPredecessor,
                metrics,
                log)
            {
                SameStop = supervision.IsWorker ? SameStopOfWorkers : TimeSpan.Zero,
                HostLimit = provider.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout,
            };
            signals.Attach(lifecycle);
            provider.GetRequiredService<GracefulProcess>().Attach(
                reason => thread.Post(() => lifecycle.OnRestartSignal($"Restart request '{LogText.Escape(reason)}'")));
            return lifecycle;
        }
    }

    /// <summary>Logs what differs from the settings in this process, because of how it was started.</summary>
    private static void LogStart(
        GracefulOptions options, HandoverEnvironment handover, SupervisionEnvironment supervision, LossyLogger log)
    {
        if (MasterStart.IsUnsupervisedSuccessor(supervision, options.Supervised, handover.HasPredecessor))
        {
            log.StaysUnsupervised(Environment.ProcessId);
        }

        if (!handover.HasPredecessor && !supervision.IsWorker)
        {
            IgnoredSignals.Report(options.StopSignals, log);
        }
    }

    private static ILogger CreateLog(IServiceProvider provider) =>
        provider.GetRequiredService<ILoggerFactory>().CreateLogger(LogCategory);
}
