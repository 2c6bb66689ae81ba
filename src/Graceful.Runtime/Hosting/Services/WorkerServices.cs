using Graceful.Restart;
using Graceful.Supervision;
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
        TimeSpan? watchdogTimeout,
        bool releasesSockets,
        LifecycleThread thread)
    {
        var isOnProbation = handover.HasPredecessor && probationTime > TimeSpan.Zero;
        ListenerTable? listeners = null;
        var master = new MasterConnection(
            supervision.Channel, handover.Generation, () => listeners!, releasesSockets, thread.Post);
        master.SendHello(sendsHeartbeats: isOnProbation);
        services.AddSingleton<ILifecycleObserver>(provider =>
        {
            listeners = provider.GetRequiredService<ListenerTable>();
            Start(provider, master, watchdogTimeout);
            return master;
        });
        if (isOnProbation)
        {
            services.AddSingleton<ILifecycleObserver>(provider => CreateProbation(provider, master, probationTime));
        }
    }

    private static void Start(IServiceProvider provider, MasterConnection master, TimeSpan? watchdogTimeout)
    {
        var host = provider.GetRequiredService<IHostApplicationLifetime>();
        var loops = provider.GetRequiredService<EventLoopGroup>();
        var thread = provider.GetRequiredService<LifecycleThread>();
        var log = provider.GetRequiredService<LossyLogger>();
        var listeners = provider.GetRequiredService<ListenerTable>();
        listeners.Keeper = master;
        master.WatchMaster(listeners.OnReleased, () =>
        {
            log.MasterGone(Environment.ProcessId);
            host.StopApplication();
        });
        if (watchdogTimeout is { } timeout)
        {
            new LivenessProbe("graceful-watchdog", timeout / 2, loops, thread.Post, master.SendHeartbeat).Start(host.ApplicationStopped);
        }
    }

    private static WorkerProbation CreateProbation(IServiceProvider provider, MasterConnection master, TimeSpan probationTime)
    {
        var options = provider.GetRequiredService<IOptions<GracefulOptions>>().Value;
        var loops = provider.GetRequiredService<EventLoopGroup>();
        var thread = provider.GetRequiredService<LifecycleThread>();
        var checks = options.ProbationHealthChecks ? provider.GetService<HealthCheckService>() : null;
        var end = new CancellationTokenSource();

        // The master kills a worker whose heartbeats stop without this message.
        end.Token.Register(master.SendHeartbeatsEnd);
        new LivenessProbe("graceful-probation", ProbationHeartbeat, loops, thread.Post, master.SendHeartbeat).Start(end.Token);
        return new WorkerProbation(end, probationTime, ended =>
        {
            if (checks is not null)
            {
                new ProbationHealth(checks, master.ReportUnhealthy).Start(ended);
            }
        });
    }
}
