using Graceful;
using Graceful.Hosting;
using Instruments.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Runtime.Tests.Hosting;

/// <summary>The times at which single-generation services run, and the handling of their failures.</summary>
public sealed class SingleGenerationServicesTests : IHostApplicationLifetime, IDisposable
{
    private readonly RecordingLog _log = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    CancellationToken IHostApplicationLifetime.ApplicationStarted => default;

    CancellationToken IHostApplicationLifetime.ApplicationStopping => default;

    CancellationToken IHostApplicationLifetime.ApplicationStopped => default;

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task The_first_generation_runs_it_as_any_hosted_service()
    {
        using var services = Create(mayRun: true);
        var service = new Recorded();
        await services.AddAsync(service, default);
        Assert.Equal(["start"], service.Events);
        await services.RemoveAsync(service, default);
        Assert.Equal(["start", "stop"], service.Events);
    }

    [Fact]
    public async Task A_successor_starts_it_when_it_may_and_once()
    {
        using var services = Create(mayRun: false);
        var service = new Recorded();
        await services.AddAsync(service, default);
        Assert.Empty(service.Events);
        services.Start();
        services.Start();
        await Until.TrueAsync(() => service.Events is ["start"], "the service to start");
        await StopAsync(services);
        Assert.Equal(["start", "stop"], service.Events);

        // The host's stop has nothing more to do.
        await services.RemoveAsync(service, default);
        Assert.Equal(["start", "stop"], service.Events);
    }

    [Fact]
    public async Task It_starts_again_after_a_take_back()
    {
        using var services = Create(mayRun: true);
        var service = new Recorded();
        await services.AddAsync(service, default);
        await StopAsync(services);
        services.Start();
        await Until.TrueAsync(() => service.Events.Count == 3, "the service to start again");
        await services.RemoveAsync(service, default);
        Assert.Equal(["start", "stop", "start", "stop"], service.Events);
    }

    [Fact]
    public async Task A_failure_of_the_first_start_reaches_the_host_and_a_later_one_the_log()
    {
        var service = new Recorded { Failure = new InvalidOperationException("no database") };
        using var first = Create(mayRun: true);
        await Assert.ThrowsAsync<InvalidOperationException>(() => first.AddAsync(service, default));

        using var services = Create(mayRun: false);
        await services.AddAsync(service, default);
        services.Start();
        await Until.TrueAsync(() => _log.Count("The single-generation service Recorded could not be started") == 1, "the line in the log");
    }

    [Fact]
    public async Task An_exception_of_a_background_service_stops_the_host_as_it_does_elsewhere()
    {
        using var services = Create(mayRun: true);
        await services.AddAsync(new Failing(new InvalidOperationException("no queue")), default);
        await _stopped.Task.WaitAsync(Until.Limit);
        Assert.Equal(1, _log.Count("The single-generation service Failing could not be executed"));
    }

    [Fact]
    public async Task A_cancellation_without_a_stop_is_a_failure()
    {
        using var services = Create(mayRun: true);
        await services.AddAsync(new Failing(new TaskCanceledException("The request timed out.")), default);
        await _stopped.Task.WaitAsync(Until.Limit);
        Assert.Equal(1, _log.Count("The single-generation service Failing could not be executed"));
    }

    [Fact]
    public async Task A_service_that_is_told_to_stop_may_end_with_a_cancellation()
    {
        using var services = Create(mayRun: true);
        var service = new Waiting();
        await services.AddAsync(service, default);
        await StopAsync(services);
        Assert.True(service.ExecuteTask!.IsCanceled);
        Assert.Equal(0, _log.Count("could not be executed"));
        Assert.False(_stopped.Task.IsCompleted);
    }

    [Fact]
    public async Task The_host_does_not_wait_longer_than_its_limit()
    {
        using var services = Create(mayRun: true);
        var stubborn = new Stubborn();
        await services.AddAsync(stubborn, default);
        services.Stop(() => Assert.Fail("it has not stopped"));
        await stubborn.IsToldToStop.Task.WaitAsync(Until.Limit);

        using var limit = new CancellationTokenSource();
        var removed = services.RemoveAsync(stubborn, limit.Token);
        Assert.False(removed.IsCompleted);
        limit.Cancel();
        await removed.WaitAsync(Until.Limit);
        Assert.True(stubborn.HostLimit.IsCancellationRequested);
        Assert.Equal(1, _log.Count("The single-generation service Stubborn could not be stopped in time"));
    }

    [Fact]
    public async Task Without_UseGraceful_it_is_an_ordinary_hosted_service()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleGenerationService<Recorded>();
        using var host = builder.Build();
        await host.StartAsync();
        var service = host.Services.GetRequiredService<Recorded>();
        Assert.Equal(["start"], service.Events);
        await host.StopAsync();
        Assert.Equal(["start", "stop"], service.Events);
    }

    void IHostApplicationLifetime.StopApplication() => _stopped.TrySetResult();

    private static Task StopAsync(SingleGenerationServices services)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        services.Stop(stopped.SetResult);
        return stopped.Task.WaitAsync(Until.Limit);
    }

    private SingleGenerationServices Create(bool mayRun) => new(mayRun, BackgroundServiceExceptionBehavior.StopHost, this, _log);

    private sealed class Recorded : IHostedService
    {
        internal List<string> Events { get; } = [];

        internal Exception? Failure { get; init; }

        public Task StartAsync(CancellationToken cancellationToken)
        {
            Events.Add("start");
            return Failure is null ? Task.CompletedTask : Task.FromException(Failure);
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            Events.Add("stop");
            return Task.CompletedTask;
        }
    }

    private sealed class Failing(Exception reason) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            throw reason;
        }
    }

    private sealed class Stubborn : IHostedService
    {
        private readonly TaskCompletionSource _never = new();

        internal TaskCompletionSource IsToldToStop { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal CancellationToken HostLimit { get; private set; }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            HostLimit = cancellationToken;
            IsToldToStop.SetResult();
            return _never.Task;
        }
    }

    private sealed class Waiting : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.InfiniteTimeSpan, stoppingToken);
    }
}
