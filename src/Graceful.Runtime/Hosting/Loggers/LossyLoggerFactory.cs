using Microsoft.Extensions.Logging;

namespace Graceful.Hosting;

/// <summary>Creates loggers that write through the queue of <paramref name="queue"/>.</summary>
internal sealed class LossyLoggerFactory(LossyLogger queue, ILoggerFactory inner) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => queue.With(inner.CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public void Dispose()
    {
        // The container disposes both.
    }
}
