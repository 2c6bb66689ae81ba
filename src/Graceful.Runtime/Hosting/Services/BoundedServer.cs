using Graceful.Transport;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Graceful.Hosting;

/// <summary>
/// The server with a stop that can be cut short. Kestrel's stop waits for requests that ignore the abort until the host's ShutdownTimeout
/// is over, and the host stops its other services only afterwards.
/// </summary>
/// <param name="server">The server.</param>
/// <param name="log">Receives the exceptions that are shortened for the operator.</param>
/// <param name="stopping">Cancelled when the host stops.</param>
internal sealed partial class BoundedServer(IServer server, ILogger log, CancellationToken stopping) : IServer
{
    private readonly CancellationTokenSource _abandon = new();

    public IFeatureCollection Features => server.Features;

    /// <summary>Replaces the registered server, if there is one.</summary>
    internal static void Decorate(IServiceCollection services)
    {
        for (var i = services.Count - 1; i >= 0; i--)
        {
            if (services[i].ServiceType == typeof(IServer) && !services[i].IsKeyedService)
            {
                var inner = services[i];
                services.Add(ServiceDescriptor.Singleton(provider => new BoundedServer(
                    Create(provider, inner),
                    provider.GetRequiredService<LossyLogger>(),
                    provider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping)));
                services[i] = ServiceDescriptor.Singleton<IServer>(static provider => provider.GetRequiredService<BoundedServer>());
                return;
            }
        }
    }

    /// <remarks>A stop of the host meanwhile ends the start without an exception: the host then stops in order.</remarks>
    /// <exception cref="StartCancelledException">The caller of the host's start has cancelled it.</exception>
    /// <exception cref="ServerStartException">An address cannot be bound, or a certificate cannot be read.</exception>
    public async Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        try
        {
            await server.StartAsync(application, cancellationToken);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops next. It would log an exception as a start that has failed.
            server.Features.Get<IServerAddressesFeature>()?.Addresses.Clear();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new StartCancelledException();
        }
        catch (Exception cause) when (ServerStartException.Of(cause) is { } forOperator)
        {
            LogNotStarted(log, cause);
            throw forOperator;
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _abandon.Token);
        await server.StopAsync(both.Token);
    }

    /// <summary>Ends the wait of <see cref="StopAsync"/>.</summary>
    internal void Abandon() => _abandon.Cancel();

    public void Dispose()
    {
        server.Dispose();
        _abandon.Dispose();
    }

    [LoggerMessage(63, LogLevel.Debug, "The server did not start")]
    private static partial void LogNotStarted(ILogger log, Exception reason);

    /// <exception cref="ServerStartException">An endpoint that the application adds in code has a wrong path or certificate.</exception>
    private static IServer Create(IServiceProvider provider, ServiceDescriptor descriptor)
    {
        try
        {
            return (IServer)(
                descriptor.ImplementationInstance
                ?? descriptor.ImplementationFactory?.Invoke(provider)
                ?? ActivatorUtilities.CreateInstance(provider, descriptor.ImplementationType!));
        }
        catch (Exception cause) when (ServerStartException.OfOptions(cause) is { } forOperator)
        {
            LogNotStarted(provider.GetRequiredService<LossyLogger>(), cause);
            throw forOperator;
        }
    }
}
