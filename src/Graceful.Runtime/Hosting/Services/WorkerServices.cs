using Graceful.Restart;
using Graceful.Supervision;
using Graceful.Systemd;
using Graceful.Transport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Graceful.Hosting;

/// <summary>Registers the services of a process that has a master: reports, heartbeats, and the watch for the master's end.</summary>
internal static class WorkerServices
{
    /// <summary>Well below <see cref="Probation.HeartbeatTimeout"/>.</summary>
    private static readonly TimeSpan ProbationHeartbeat = TimeSpan.FromMilliseconds(500);

    internal static void AddMasterConnection(
        this IServiceCollection services,
        SupervisionEnvironment supervision,
        HandoverEnvironment handover,
        TimeSpan probationTime,
        TimeSpan? watchdogTimeout)
    {
        var isOnProbation = handover.HasPredecessor && probationTime > TimeSpan.Zero;
        ListenerTable? listeners = null;
        var master = new MasterConnection(supervision.Channel, handover.Generation, () => listeners!);
        master.SendHello(sendsHeartbeats: isOnProbation);
        services.AddSingleton<ILifecycleObserver>(provider =>
        {
            listeners = provider.GetRequiredService<ListenerTable>();
            Start(provider, master, watchdogTimeout);
            if (isOnProbation)
            {
                BeginProbation(provider, master, probationTime);
            }

            return master;
        });
    }

    private static void Start(IServiceProvider provider, MasterConnection master, TimeSpan? watchdogTimeout)
    {
        var host = provider.GetRequiredService<IHostApplicationLifetime>();
        var loops = provider.GetRequiredService<EventLoopGroup>();
        var thread = provider.GetRequiredService<LifecycleThread>();
        var log = provider.GetRequiredService<LossyLogger>();
        var listeners = provider.GetRequiredService<ListenerTable>();
        listeners.HasMaster = true;
        master.WatchMaster(() =>
        {
            listeners.HasMaster = false;
            log.MasterGone(Environment.ProcessId);
            host.StopApplication();
        });
        if (watchdogTimeout is { } timeout)
        {
            new LivenessProbe("graceful-watchdog", timeout / 2, loops, thread.Post, master.SendHeartbeat).Start(host.ApplicationStopped);
        }
    }

    private static void BeginProbation(IServiceProvider provider, MasterConnection master, TimeSpan probationTime)
    {
        var options = provider.GetRequiredService<IOptions<GracefulOptions>>().Value;
        var loops = provider.GetRequiredService<EventLoopGroup>();
        var thread = provider.GetRequiredService<LifecycleThread>();

        // The master's clock starts when the predecessor hands over, at most StartTimeout from now.
        var end = new CancellationTokenSource(options.StartTimeout + probationTime);
        new LivenessProbe("graceful-probation", ProbationHeartbeat, loops, thread.Post, master.SendHeartbeat).Start(end.Token);
        if (options.ProbationHealthChecks && provider.GetService<HealthCheckService>() is { } checks)
        {
            new ProbationHealth(checks, master.ReportUnhealthy).Start(end.Token);
        }
    }
}
