using System.Net;
using Graceful;
using Graceful.Draining;
using Graceful.Hosting;
using Graceful.LongLived;
using Graceful.Transport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Runtime.Tests.Hosting;
using Runtime.Tests.Processes;

namespace Runtime.Tests.Transport;

/// <summary>The differences between a server of a test and the ordinary one.</summary>
internal sealed record ServerSetup
{
    internal Action<KestrelServerOptions> Listen { get; init; } = kestrel => kestrel.Listen(IPAddress.Loopback, 0);

    internal Action<SocketTransportOptions> Sockets { get; init; } = _ => { };

    internal IReadOnlyDictionary<string, int> Inherited { get; init; } = new Dictionary<string, int>();

    /// <summary>Adds endpoints; requests that match none go to <see cref="ScriptedApp"/>.</summary>
    internal Action<WebApplication>? Endpoints { get; init; }

    /// <summary>The limit for long-lived connections that move in a second of <see cref="Time"/>.</summary>
    internal int? MoveRate { get; init; }

    /// <summary>Creates the queues for sends that are joined while the thread pool is behind; null for the ordinary ones.</summary>
    internal Func<SendQueue>? CreateSendQueue { get; init; }

    /// <summary>A queue for <see cref="CreateSendQueue"/> whose pool is always behind.</summary>
    internal static SendQueue QueueBehind() => new(static () => long.MaxValue);

    internal TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>True when the process is ready once its endpoints are bound; otherwise the test decides.</summary>
    internal bool IsReadyAtOnce { get; init; } = true;
}

/// <summary>
/// One generation inside the test's process: a real Kestrel on the transport under test, without signals and without a
/// lifecycle. The test drains it by hand, and two of them play predecessor and successor.
/// </summary>
internal sealed class HandoverServer : IAsyncDisposable
{
    private readonly WebApplication _host;

    private HandoverServer(WebApplication host, ScriptedApp app, RecordingLog log, ServerSetup setup)
    {
        _host = host;
        App = app;
        Log = log;
        Transport = host.Services.GetRequiredService<HandoverTransport>();
        Listeners = host.Services.GetRequiredService<ListenerTable>();
        Listeners.ServerAddresses = () => host.Urls;
        Gate = host.Services.GetRequiredService<ConnectionGate>();
        Drain = new Drain(Listeners, Transport, Gate, setup.MoveRate, setup.Time);
    }

    internal IServiceProvider Services => _host.Services;

    internal ScriptedApp App { get; }

    internal RecordingLog Log { get; }

    internal HandoverTransport Transport { get; }

    internal ListenerTable Listeners { get; }

    internal ConnectionGate Gate { get; }

    internal Drain Drain { get; }

    internal HandoverListener Listener => Listeners.Active[0];

    internal EndPoint EndPoint => Listener.EndPoint;

    internal static async Task<HandoverServer> StartAsync(string name, ServerSetup? setup = null)
    {
        setup ??= new ServerSetup();
        var app = new ScriptedApp(name);
        var log = new RecordingLog();
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(setup.Listen);
        var services = builder.Services;
        services.Configure(setup.Sockets);
        services.AddSingleton<ILoggerFactory>(log);
        services.AddSingleton(provider => new EventLoopGroup(
            provider.GetRequiredService<IOptions<SocketTransportOptions>>(), setup.CreateSendQueue));
        services.AddSingleton<ConnectionGate>();
        services.AddSingleton<IConnectionGate>(provider => provider.GetRequiredService<ConnectionGate>());
        services.AddSingleton<ConnectionLimit>();
        services.AddSingleton<IPostConfigureOptions<KestrelServerOptions>>(provider => provider.GetRequiredService<ConnectionLimit>());
        services.AddSingleton<HandoverTransport>();
        services.AddSingleton(provider => new ListenerTable(
            provider.GetRequiredService<HandoverTransport>(),
            provider.GetRequiredService<IOptions<SocketTransportOptions>>(),
            setup.Inherited));
        services.AddSingleton<IConnectionListenerFactory, HandoverTransportFactory>();
        services.AddSingleton<IHostLifetime>(_ => new GracefulLifetime(
            new SignalIntake(new GracefulOptions { RestartSignals = [], StopSignals = [] }, new LifecycleThread())));
        services.AddSingleton<OptIn>();
        services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, RequestBoundaryFilter>());

        if (setup.Endpoints is not null)
        {
            services.AddRoutingCore();
        }

        var host = builder.Build();
        if (setup.Endpoints is not null)
        {
            host.UseRouting();
            host.UseWebSockets();
            setup.Endpoints(host);
            host.UseEndpoints(_ => { });
        }

        ((IApplicationBuilder)host).Run(app.HandleAsync);
        try
        {
            await host.StartAsync();
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }

        var server = new HandoverServer(host, app, log, setup);
        if (setup.IsReadyAtOnce)
        {
            server.Listeners.BeginAccepting();
        }

        return server;
    }

    /// <summary>
    /// Closes the idle again and again, as the lifecycle does, until a drain has ended: some come to rest only after a while.
    /// </summary>
    internal Task CloseIdleUntilAsync(Task drained) => Until.TrueAsync(
        () =>
        {
            Drain.CloseIdle();
            return drained.IsCompleted;
        },
        "the connection to be closed");

    /// <summary>Drains, and completes when no connection is left.</summary>
    internal Task DrainAsync(IConnectionSink? successor, TimeSpan linger = default)
    {
        var empty = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Drain.Begin(successor, linger, empty.SetResult);
        return empty.Task;
    }

    /// <summary>Completes when Kestrel has consumed this many bytes of the only connection, and waits for more.</summary>
    internal Task WaitsForMoreAsync(long consumed) =>
        Until.TrueAsync(
            () => Gate.Snapshot() is [{ Transport.Input: RequestBoundaryReader { IsWaiting: true } reader }] && reader.Consumed == consumed,
            "Kestrel to wait for more");

    /// <summary>Completes when the application waits for bytes on every connection: it has finished all its writes.</summary>
    internal Task WaitsForClientsAsync() =>
        Until.TrueAsync(
            () => Gate.Snapshot().All(connection => connection.Transport.Input is RequestBoundaryReader { IsWaiting: true }),
            "the application to wait for its clients");

    /// <summary>A connection that came back has been taken up by Kestrel, as another one.</summary>
    internal Task ServedAgainAsync(HandoverConnection left) =>
        Until.TrueAsync(
            () => Gate.Snapshot() is [var served] && served != left &&
                served.Features.Get<IConnectionLifetimeNotificationFeature>() is not null,
            "the connection to be served again");

    /// <summary>Kestrel's own stop, as it follows a drain.</summary>
    internal Task StopAsync() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        // Leftovers of a failed test must not delay Kestrel's stop.
        App.ReleaseAll();
        Drain.Begin(null, TimeSpan.Zero, () => { });
        Drain.Abort();
        await _host.StopAsync();
        await _host.DisposeAsync();
        App.Dispose();
    }
}
