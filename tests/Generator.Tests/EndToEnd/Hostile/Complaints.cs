using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Generator.Tests.EndToEnd.Hostile;

/// <summary>Collects every warning and error of an app.</summary>
internal sealed class Complaints : ILoggerProvider
{
    public ConcurrentQueue<string> All { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Category(categoryName, All);

    public void Dispose()
    {
    }

    private sealed class Category(string name, ConcurrentQueue<string> all) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            // Kestrel's heartbeat warns about a busy machine (KestrelTrace.cs, HeartbeatSlow); no request caused it.
            if (IsEnabled(logLevel) && eventId.Name != "HeartbeatSlow")
            {
                all.Enqueue($"{logLevel} {name}: {formatter(state, exception)} {exception}");
            }
        }
    }
}
