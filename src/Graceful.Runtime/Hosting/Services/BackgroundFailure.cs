using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Graceful.Hosting;

/// <summary>A background service that has thrown. By default the host stops then (BackgroundServiceExceptionBehavior).</summary>
internal static class BackgroundFailure
{
    /// <summary>EX_SOFTWARE (sysexits.h): supervisors start the service again. The host itself would end with 0.</summary>
    internal const int ExitCode = 70;

    /// <summary>True when a background service has thrown, and the host stops because of that.</summary>
    internal static bool StopsHost(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<HostOptions>>().Value.BackgroundServiceExceptionBehavior
            == BackgroundServiceExceptionBehavior.StopHost
        && (provider.GetRequiredService<SingleGenerationServices>().HasFailed
            || provider.GetServices<IHostedService>().OfType<BackgroundService>().Any(
                service => service.ExecuteTask is { IsFaulted: true }));
}
