using System.Diagnostics;
using Graceful;
using Graceful.Hosting;
using Graceful.Transport;
using Instruments.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Runtime.Tests.Posix;

namespace Runtime.Tests.Hosting;

/// <summary>
/// Several hosts in one process, one after the other and at once, as in tests of an application and in build-time tools.
/// </summary>
[Collection(ChildProcessStarts.Name)]
public sealed class HostTests : IDisposable
{
    /// <summary>The bit of SIGUSR2 in the masks of /proc/self/status.</summary>
    private const ulong Usr2 = 1UL << (12 - 1);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("graceful-hosts-");

    private string PidFile => Path.Combine(_directory.FullName, "app.pid");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task A_second_host_that_listens_is_refused_with_a_reason_until_the_first_is_disposed()
    {
        await using (var first = Build())
        {
            await first.StartAsync();
            await using var second = Build();
            var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => second.StartAsync());
            Assert.Contains("Another host in this process already listens with UseGraceful()", refusal.Message, StringComparison.Ordinal);
            await first.StopAsync();
        }

        await using var third = Build();
        await third.StartAsync();
        Assert.Equal(GracefulState.Serving, await StateAsync(third, GracefulState.Serving));
        await third.StopAsync();
    }

    [Fact]
    public async Task A_second_call_for_the_same_application_sets_further_options()
    {
        var builder = Builder();
        builder.UseGraceful(options => options.DrainTimeout = TimeSpan.FromSeconds(3));
        builder.UseGraceful(options => options.IdleLinger = TimeSpan.FromSeconds(2));
        await using var app = builder.Build();
        var options = app.Services.GetRequiredService<IOptions<GracefulOptions>>().Value;
        Assert.Equal((TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(2)), (options.DrainTimeout, options.IdleLinger));
        Assert.Single(app.Services.GetServices<IHostedService>().OfType<HostControl>());
    }

    [Fact]
    public async Task Options_come_from_Configure_and_the_configuration_overrides_all_code()
    {
        var builder = Builder();
        builder.UseGraceful(options => options.DrainTimeout = options.IdleLinger = TimeSpan.FromSeconds(1));
        builder.Services.Configure<GracefulOptions>(options => options.DrainTimeout = options.ShutdownDelay = TimeSpan.FromSeconds(7));
        builder.Services.PostConfigure<GracefulOptions>(options => options.StartTimeout = TimeSpan.FromSeconds(8));
        builder.Configuration["Graceful:ShutdownDelay"] = "00:00:02";
        builder.Configuration["Graceful:StartTimeout"] = "00:00:09";
        await using var app = builder.Build();
        var options = app.Services.GetRequiredService<IOptions<GracefulOptions>>().Value;
        Assert.Equal([7, 1, 2, 9], new[] { options.DrainTimeout, options.IdleLinger, options.ShutdownDelay, options.StartTimeout }
            .Select(time => time.TotalSeconds));
        Assert.Same(options, app.Services.GetRequiredService<IOptionsMonitor<GracefulOptions>>().CurrentValue);

        // The host's own limit of 30 s, plus DrainTimeout.
        Assert.Equal(30 + 7, app.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout.TotalSeconds);
    }

    [Fact]
    public async Task A_host_without_a_limit_keeps_none()
    {
        var builder = Builder();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = Timeout.InfiniteTimeSpan);
        builder.UseGraceful();
        await using var app = builder.Build();
        Assert.Equal(Timeout.InfiniteTimeSpan, app.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout);
    }

    [Fact]
    public void Validation_of_the_options_stops_the_start()
    {
        var builder = Builder();
        builder.UseGraceful();
        builder.Services.AddOptions<GracefulOptions>().Validate(options => options.PidFile is not null, "a PID file is required");
        builder.Services.Configure<GracefulOptions>(options => options.DrainTimeout = TimeSpan.FromSeconds(-1));
        var failure = Assert.ThrowsAny<OptionsValidationException>(() => builder.Build());
        Assert.Contains("a PID file is required", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Graceful:DrainTimeout", failure.Message, StringComparison.Ordinal);
        Assert.Equal(78, Assert.IsAssignableFrom<IOperatorError>(failure).ExitCode);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public async Task Every_kind_of_builder_has_it()
    {
        using var generic = Host.CreateDefaultBuilder()
            .ConfigureWebHostDefaults(web => web.UseUrls("http://127.0.0.1:0").Configure(_ => { }))
            .UseGraceful(options => options.DrainTimeout = TimeSpan.FromSeconds(4))
            .Build();
        await generic.StartAsync();
        Assert.Equal(TimeSpan.FromSeconds(4), generic.Services.GetRequiredService<IOptions<GracefulOptions>>().Value.DrainTimeout);
        Assert.NotNull(generic.Services.GetService<BoundedServer>());
        await generic.StopAsync();

        using var web = Host.CreateDefaultBuilder()
            .ConfigureWebHostDefaults(web => web.UseUrls("http://127.0.0.1:0").Configure(_ => { }).UseGraceful())
            .Build();
        Assert.NotNull(web.Services.GetService<IGraceful>());

        IHostApplicationBuilder builder = Builder();
        await using var app = ((WebApplicationBuilder)builder.UseGraceful()).Build();
        Assert.NotNull(app.Services.GetService<IGraceful>());
    }

    [Fact]
    public async Task A_host_without_endpoints_changes_nothing_outside_of_the_process()
    {
        File.WriteAllText(PidFile, "1\n");
        var builder = Builder();
        builder.UseGraceful(options => options.PidFile = PidFile);
        builder.Services.AddSingleton<IServer, NoServer>();
        await using (var app = builder.Build())
        {
            await app.StartAsync();
            await Assert.ThrowsAsync<InvalidOperationException>(() => app.Services.GetRequiredService<IGraceful>().RestartAsync("a test"));
            await app.StopAsync();
        }

        Assert.Equal("1\n", File.ReadAllText(PidFile));
    }

    /// <summary>As with WebApplicationFactory, when the settings of the application say Supervised.</summary>
    [Fact]
    public async Task A_host_that_a_test_takes_is_not_supervised()
    {
        using var listeners = new HostSubscription();
        using var subscription = DiagnosticListener.AllListeners.Subscribe(listeners);
        await using var app = await Task.Run(() => Builder().UseGraceful(options => options.Supervised = true).Build());
        await app.StartAsync();
        Assert.Equal(GracefulState.Serving, await StateAsync(app, GracefulState.Serving));
        await app.StopAsync();
    }

    [Fact]
    public async Task Hosts_that_come_and_go_leave_no_thread_and_no_signal_handler()
    {
        var before = Threads();
        for (var i = 0; i < 5; i++)
        {
            await using var app = Build();
            await app.StartAsync();
            Assert.NotEqual(0UL, CaughtSignals() & Usr2);
            await app.StopAsync();
        }

        await using (Build())
        {
            // Built, and never started.
        }

        Assert.Equal(0UL, CaughtSignals() & Usr2);
        await Until.TrueAsync(() => Threads() <= before, "the threads of the hosts to end");
    }

    [Fact]
    public async Task The_state_is_known_and_a_stop_ends_the_waits_for_a_restart()
    {
        await using var app = Build();
        var graceful = app.Services.GetRequiredService<IGraceful>();
        Assert.Equal((GracefulState.Starting, 0), (graceful.State, graceful.Generation));
        Assert.True(graceful.PredecessorGone.IsCompletedSuccessfully);
        await app.StartAsync();
        await StateAsync(app, GracefulState.Serving);
        var handover = graceful.HandoverBegins;
        Assert.False(handover.IsCancellationRequested);
        await app.StopAsync();
        await Until.TrueAsync(() => handover.IsCancellationRequested, "the token to be cancelled");
        Assert.Equal(GracefulState.Stopped, graceful.State);
    }

    private static async Task<GracefulState> StateAsync(WebApplication app, GracefulState state)
    {
        var graceful = app.Services.GetRequiredService<IGraceful>();
        await Until.TrueAsync(() => graceful.State == state, $"the state {state}");
        return graceful.State;
    }

    private static WebApplicationBuilder Builder()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        return builder;
    }

    private static WebApplication Build() => Builder().UseGraceful().Build();

    private static ulong CaughtSignals() => Convert.ToUInt64(
        File.ReadLines("/proc/self/status").Single(line => line.StartsWith("SigCgt:", StringComparison.Ordinal))[7..].Trim(), 16);

    private static int Threads() => Directory.GetDirectories("/proc/self/task").Count(IsOfAHost);

    private static bool IsOfAHost(string task)
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "comm")).TrimEnd() is "graceful-lifecy" or "graceful-signal" or "graceful-log";
        }
        catch (IOException)
        {
            // It has ended since.
            return false;
        }
    }

    private sealed class NoServer : IServer
    {
        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }

    /// <summary>Subscribes to the events of HostBuilder, as HostFactoryResolver does.</summary>
    private sealed class HostSubscription : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private readonly List<IDisposable> _subscriptions = [];

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.Extensions.Hosting")
            {
                lock (_subscriptions)
                {
                    _subscriptions.Add(value.Subscribe(this));
                }
            }
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void Dispose() => _subscriptions.ForEach(subscription => subscription.Dispose());
    }
}
