using Microsoft.Extensions.Logging;

namespace Runtime.Tests.Hosting;

/// <summary>Records every log line with its level.</summary>
internal sealed class RecordingLog : ILogger, ILoggerFactory
{
    private readonly Lock _lock = new();
    private readonly List<(LogLevel Level, string Text, Exception? Reason)> _lines = [];

    internal IReadOnlyList<(LogLevel Level, string Text, Exception? Reason)> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    internal int Count(string part) => Lines.Count(line => line.Text.Contains(part, StringComparison.Ordinal));

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_lock)
        {
            _lines.Add((logLevel, formatter(state, exception), exception));
        }
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("One log for all.");

    public void Dispose()
    {
    }

    public override string ToString() => string.Join('\n', Lines.Select(line => $"{line.Level}: {line.Text}{(line.Reason is null ? "" : $" {line.Reason}")}"));
}
