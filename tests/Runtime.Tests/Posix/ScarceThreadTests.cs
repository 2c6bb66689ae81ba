using Graceful;
using Graceful.Hosting;
using Graceful.Restart;
using Instruments.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Runtime.Tests.Hosting;

namespace Runtime.Tests.Posix;

/// <summary>With no thread free (RLIMIT_NPROC, pids.max): the lifecycle goes on.</summary>
[Collection(ScarceDescriptors.Name)]
public sealed class ScarceThreadTests
{
    [NeedsRoot]
    public void State_that_no_thread_reads_is_named_and_the_restart_goes_on()
    {
        var log = new RecordingLog();
        var options = new GracefulOptions();
        using var handle = File.OpenHandle("/dev/null");
        options.Inherit("handle", handle);
        options.InheritState("one", () => new byte[] { 1 });
        options.InheritState("two", () => new byte[] { 2 });
        InheritableSnapshot? inheritable = null;
        ThreadShortage.Run(() => inheritable = options.Inheritable.Prepare(log));
        Assert.Single(inheritable!.Descriptors);
        inheritable.Dispose();
        Assert.Equal(1, log.Count("The state 'one' could not be read and was not passed on"));
        Assert.Equal(1, log.Count("The state 'two' could not be read and was not passed on"));
    }

    [NeedsRoot]
    public async Task A_process_that_has_handed_over_stops_its_host()
    {
        await using var app = Build();
        await app.StartAsync();
        var control = app.Services.GetServices<IHostedService>().OfType<HostControl>().Single();
        var lifetime = app.Services.GetRequiredService<IHostApplicationLifetime>();
        ThreadShortage.Run(() => ((IApplicationControl)control).Drained(handedOver: true));
        await Until.TrueAsync(() => lifetime.ApplicationStopping.IsCancellationRequested, "the host to stop");
        await app.StopAsync();
    }

    [NeedsRoot]
    public async Task Shutdown_hooks_run()
    {
        var hasRun = false;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = Build(options => options.OnShutdown(_ =>
        {
            hasRun = true;
            return ValueTask.CompletedTask;
        }));
        await app.StartAsync();
        var control = app.Services.GetServices<IHostedService>().OfType<HostControl>().Single();
        ThreadShortage.Run(() => ((IApplicationControl)control).RunShutdownHooks(TimeSpan.FromSeconds(30), done.SetResult));
        await done.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(hasRun);
        await app.StopAsync();
    }

    private static WebApplication Build(Action<GracefulOptions>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.UseGraceful(options => configure?.Invoke(options));
        return builder.Build();
    }
}
