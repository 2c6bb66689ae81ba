using System.Diagnostics.CodeAnalysis;
using Graceful.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Graceful;

/// <summary>Background work that must not run in two generations at once.</summary>
public static class SingleGenerationExtensions
{
    /// <summary>
    /// Adds a hosted service that runs in one generation at a time. It starts when the predecessor's has stopped, stops when the
    /// hand-over begins, and starts again when the hand-over fails.
    /// </summary>
    /// <typeparam name="T">
    /// The service, which must be able to start again after a stop, as a <see cref="BackgroundService"/> is.
    /// </typeparam>
    /// <param name="services">The application's services.</param>
    /// <returns>The same services.</returns>
    /// <remarks>
    /// During a hand-over the work pauses for the time that the predecessor's service takes to stop. Without <c>UseGraceful()</c> it is
    /// an ordinary hosted service. In the first generation it starts as one, since there is no predecessor to wait for.
    /// </remarks>
    public static IServiceCollection AddSingleGenerationService<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(this IServiceCollection services)
        where T : class, IHostedService
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton<T>();
        services.TryAddSingleton(provider => CreateSingleGenerationServices(provider, mayRun: true));
        return services.AddSingleton<IHostedService>(provider => new SingleGenerationService(
            provider.GetRequiredService<T>(), provider.GetRequiredService<SingleGenerationServices>()));
    }

    internal static SingleGenerationServices CreateSingleGenerationServices(IServiceProvider provider, bool mayRun) => new(
        mayRun,
        provider.GetRequiredService<IOptions<HostOptions>>().Value.BackgroundServiceExceptionBehavior,
        provider.GetRequiredService<IHostApplicationLifetime>(),
        provider.GetRequiredService<ILoggerFactory>().CreateLogger(GracefulServices.LogCategory));
}
