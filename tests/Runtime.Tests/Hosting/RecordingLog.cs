using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace Runtime.Tests.Hosting;

/// <summary>One logger for every category, which records each line.</summary>
internal sealed class RecordingLog : FakeLogger, ILoggerFactory
{
    internal IReadOnlyList<(LogLevel Level, string Text, Exception? Reason)> Lines =>
        [.. Collector.GetSnapshot().Select(record => (record.Level, record.Message, record.Exception))];

    internal int Count(string part) => Lines.Count(line => line.Text.Contains(part, StringComparison.Ordinal));

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("One log for all.");

    public void Dispose()
    {
    }

    public override string ToString() => string.Join('\n', Collector.GetSnapshot().Select(record => record.ToString()));
}
