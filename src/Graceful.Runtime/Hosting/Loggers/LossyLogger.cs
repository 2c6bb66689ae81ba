using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Graceful.Hosting;

/// <summary>
/// Writes log lines on a thread of its own, and drops lines when too many wait. The console logger blocks its caller once the reader of
/// standard output has stopped reading, and the thread of the lifecycle must still serve signals then.
/// </summary>
/// <remarks>Values are formatted on the writing thread. They have to be immutable, as those of the lifecycle's lines are.</remarks>
internal sealed class LossyLogger : ILogger, IDisposable
{
    /// <summary>More lines than a restart with its failures writes.</summary>
    private const int Capacity = 1024;

    /// <summary>The time for the last lines when the host is disposed, as ConsoleLoggerProcessor.Dispose has.</summary>
    private static readonly TimeSpan FlushLimit = TimeSpan.FromMilliseconds(1500);

    private readonly ILogger _inner;
    private readonly Channel<Action> _lines = Channel.CreateBounded<Action>(
        new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private readonly Thread _thread;
    private volatile bool _isDisposed;

    internal LossyLogger(ILogger inner)
    {
        _inner = inner;
        _thread = new Thread(Write) { Name = "graceful-log", IsBackground = true };
        _thread.Start();
    }

    public bool IsEnabled(LogLevel logLevel) => _inner.IsEnabled(logLevel);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => _inner.BeginScope(state);

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Write(_inner, logLevel, eventId, state, exception, formatter);
    }

    /// <summary>Returns a logger of another category that writes through the same queue.</summary>
    internal ILogger With(ILogger inner) => new Sibling(this, inner);

    /// <summary>Waits until the lines so far are written, within a limit.</summary>
    internal void Flush(TimeSpan limit)
    {
        using var written = new ManualResetEventSlim();
        if (_lines.Writer.TryWrite(written.Set))
        {
            _ = written.Wait(limit);
        }
    }

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _lines.Writer.TryComplete();
            _ = _thread.Join(FlushLimit);
        }
    }

    private void Write<TState>(
        ILogger inner, LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        // After the end the queue takes no line: the lines so far are written, or the writing thread is blocked.
        _ = _lines.Writer.TryWrite(() => inner.Log(logLevel, eventId, state, exception, formatter));
    }

    private void Write()
    {
        while (_lines.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_lines.Reader.TryRead(out var write))
            {
                write();
            }
        }
    }

    private sealed class Sibling(LossyLogger queue, ILogger inner) : ILogger
    {
        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            queue.Write(inner, logLevel, eventId, state, exception, formatter);
    }
}

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
