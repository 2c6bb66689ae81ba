using Graceful;
using Graceful.Hosting;
using Graceful.LongLived;
using Graceful.Restart;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Runtime.Tests.Transport;

namespace Runtime.Tests.Hosting;

/// <summary>
/// The order, limits and failures of hooks. <see cref="LifecycleStopTests"/> and <see cref="LifecycleDrainTests"/> test when they run.
/// </summary>
public sealed class ShutdownHookTests : IHostApplicationLifetime, IDisposable
{
    private readonly GracefulOptions _options = new() { RestartSignals = [], StopSignals = [] };
    private readonly RecordingLog _log = new();
    private readonly CancellationTokenSource _host = new();
    private readonly LossyLogger _lossy;

    public ShutdownHookTests() => _lossy = new LossyLogger(_log);

    public CancellationToken ApplicationStarted => _host.Token;

    public CancellationToken ApplicationStopping => _host.Token;

    public CancellationToken ApplicationStopped => _host.Token;

    [Fact]
    public async Task They_run_one_after_the_other_in_the_order_of_registration()
    {
        var order = new List<string>();
        var first = new TaskCompletionSource();
        _options.OnShutdown(async _ =>
        {
            order.Add("first begins");
            await first.Task;
            order.Add("first ends");
        });
        _options.OnShutdown(_ =>
        {
            order.Add("second");
            return default;
        });

        var done = await RunAsync(TimeSpan.FromMinutes(1));
        Assert.False(done.IsCompleted);
        first.SetResult();
        await done.WaitAsync(Until.Limit);
        Assert.Equal(["first begins", "first ends", "second"], order);
    }

    [Fact]
    public async Task One_that_throws_is_logged_and_the_next_one_runs()
    {
        var ran = 0;
        _options.OnShutdown(_ => throw new InvalidOperationException("at once"));
        _options.OnShutdown(async _ =>
        {
            await Task.Yield();
            throw new InvalidOperationException("later");
        });
        _options.OnShutdown(_ =>
        {
            ran++;
            return default;
        });

        await (await RunAsync(TimeSpan.FromMinutes(1))).WaitAsync(Until.Limit);
        Assert.Equal(1, ran);
        _lossy.Flush(Until.Limit);
        Assert.Equal(
            ["at once", "later"],
            _log.Lines.Where(line => line.Level == LogLevel.Error && line.Text.Contains("shutdown hook failed", StringComparison.Ordinal))
                .Select(line => line.Reason!.Message));
    }

    [Fact]
    public async Task A_hook_that_blocks_delays_only_the_next()
    {
        using var blocks = new ManualResetEventSlim();
        _options.OnShutdown(_ =>
        {
            blocks.Wait(CancellationToken.None);
            return default;
        });

        // Reached: the thread of the lifecycle would not be blocked either.
        var done = await RunAsync(TimeSpan.FromMinutes(1));
        Assert.False(done.IsCompleted);
        blocks.Set();
        await done.WaitAsync(Until.Limit);
    }

    [Fact]
    public async Task Their_token_is_cancelled_when_the_time_is_over()
    {
        _options.OnShutdown(async token =>
        {
            var cancelled = new TaskCompletionSource();
            await using var registration = token.Register(cancelled.SetResult);
            await cancelled.Task;
        });
        await (await RunAsync(TimeSpan.FromMilliseconds(1))).WaitAsync(Until.Limit);
    }

    [Fact]
    public async Task Without_any_it_is_over_at_once() => Assert.True((await RunAsync(TimeSpan.FromMinutes(1))).IsCompleted);

    [Fact]
    public void There_is_no_hook_that_is_none() => Assert.Throws<ArgumentNullException>(() => _options.OnShutdown(null!));

    void IHostApplicationLifetime.StopApplication()
    {
    }

    public void Dispose()
    {
        _lossy.Dispose();
        _host.Dispose();
    }

    private async Task<Task> RunAsync(TimeSpan limit)
    {
        await using var server = await HandoverServer.StartAsync("one");
        using var thread = new LifecycleThread();
        var world = new LifecycleWorld();
        var services = new SingleGenerationServices(mayRun: true, BackgroundServiceExceptionBehavior.Ignore, this, _log);
        using var host = new HostControl(
            this, server.Listeners, HandoverEnvironment.None, _options, thread, services, server: null, new OptIn(server.Services),
            () => false, _ => world.Lifecycle, [], _lossy);
        IApplicationControl control = host;
        var done = new TaskCompletionSource();
        control.RunShutdownHooks(limit, done.SetResult);
        return done.Task;
    }
}
