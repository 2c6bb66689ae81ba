using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Graceful.Hosting;

/// <summary>
/// The application's logging without the application: the providers that exist when <c>UseGraceful</c> is called. Providers with a thread
/// of their own, as the console's, write their last lines when they are disposed; <see cref="Flush"/> does that, and the next line creates
/// them again.
/// </summary>
internal sealed class MasterLogger : ILogger, IDisposable
{
    private static readonly string[] Namespaces =
        ["Microsoft.Extensions.Logging", "Microsoft.Extensions.Options", "Microsoft.Extensions.Configuration"];

    private readonly ServiceCollection _services = [];
    private ServiceProvider? _provider;
    private ILogger? _logger;

    internal MasterLogger(IServiceCollection services)
    {
        ICollection<ServiceDescriptor> logging = _services;
        foreach (var service in services)
        {
            if (service.ServiceType.Namespace is { } space && Namespaces.Any(name => space.StartsWith(name, StringComparison.Ordinal)))
            {
                logging.Add(service);
            }
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => Open().IsEnabled(logLevel);

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Open().Log(logLevel, eventId, state, exception, formatter);

    internal void Flush()
    {
        _provider?.Dispose();
        _provider = null;
        _logger = null;
    }

    public void Dispose() => Flush();

    private ILogger Open()
    {
        _provider ??= _services.BuildServiceProvider();
        return _logger ??= _provider.GetRequiredService<ILoggerFactory>().CreateLogger(GracefulServices.LogCategory);
    }
}
