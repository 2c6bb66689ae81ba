using Graceful.Supervision;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Graceful.Hosting;

/// <summary>
/// The application's logging without the application: the providers that exist when <c>UseGraceful</c> is called, with the services that
/// they need. Providers with a thread of their own, as the console's, write their last lines when they are disposed;
/// <see cref="Flush"/> does that, and the next line creates them again.
/// </summary>
/// <remarks>
/// A provider may need a service that is registered later, or fail. The service must not end for that: the master then logs to the
/// console.
/// </remarks>
internal sealed class MasterLogger : ILogger, IDisposable
{
    private readonly ServiceCollection _services = [];
    private readonly LastResort _failure = new();
    private ServiceProvider? _provider;
    private ILogger? _logger;

    internal MasterLogger(IServiceCollection services)
    {
        foreach (var service in services)
        {
            ((ICollection<ServiceDescriptor>)_services).Add(service);
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => Open().IsEnabled(logLevel);

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            Open().Log(logLevel, eventId, state, exception, formatter);
        }
        catch (Exception reason)
        {
            _failure.ReportOnce($"a logger of the master failed; the service continues. {reason}");
        }
    }

    internal void Flush()
    {
        _provider?.Dispose();
        _provider = null;
        _logger = null;
    }

    public void Dispose() => Flush();

    private ILogger Open()
    {
        if (_logger is not null)
        {
            return _logger;
        }

        try
        {
            return _logger = Create();
        }
        catch (Exception reason)
        {
            return _logger = OpenConsole(reason);
        }
    }

    private ILogger OpenConsole(Exception unusable)
    {
        Flush();
        _services.Clear();
        _services.AddLogging(logging => logging.AddSimpleConsole());
        try
        {
            var console = Create();
            console.LoggingOfApplicationUnusable(unusable.Message);
            return console;
        }
        catch (Exception reason)
        {
            // The console cannot be opened where standard output was closed before the start.
            Flush();
            LastResort.Write($"the master has no log; the service continues. {reason.Message}");
            return NullLogger.Instance;
        }
    }

    private ILogger Create()
    {
        _provider = _services.BuildServiceProvider();
        return _provider.GetRequiredService<ILoggerFactory>().CreateLogger(GracefulServices.LogCategory);
    }
}
