using Graceful.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Runtime.Tests.Hosting;

/// <summary>The master logs as the application does, and lives when that is not possible.</summary>
public sealed class MasterLoggerTests : IDisposable
{
    private readonly RecordingLog _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public void A_provider_gets_the_services_that_it_needs()
    {
        using var master = new MasterLogger(Services().AddSingleton(_log).AddSingleton<ILoggerProvider, ProviderOfApplication>());
        master.NotLinux();
        Assert.Equal(1, _log.Count("Graceful restarts need Linux"));
    }

    [Fact]
    public void A_provider_that_cannot_be_created_leaves_the_console()
    {
        using var master = new MasterLogger(Services().AddSingleton<ILoggerProvider, ProviderOfApplication>());
        master.NotLinux();
        Assert.True(master.IsEnabled(LogLevel.Warning));
    }

    [Fact]
    public void A_provider_that_throws_does_not_end_the_master()
    {
        using var master = new MasterLogger(Services().AddSingleton<ILoggerProvider, FullDisk>());
        master.NotLinux();
        master.NotLinux();
        Assert.True(master.IsEnabled(LogLevel.Warning));
    }

    private static IServiceCollection Services() => new ServiceCollection().AddLogging();

    private sealed class ProviderOfApplication(RecordingLog log) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => log;

        public void Dispose()
        {
        }
    }

    private sealed class FullDisk : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            throw new IOException("No space left on device");

        public void Dispose()
        {
        }
    }
}
