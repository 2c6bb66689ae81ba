using System.Diagnostics.CodeAnalysis;
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
    internal const int Capacity = 1024;

    /// <summary>The time for the last lines when the host is disposed, as ConsoleLoggerProcessor.Dispose has.</summary>
    private static readonly TimeSpan FlushLimit = TimeSpan.FromMilliseconds(1500);

    private readonly ILogger _inner;
    private readonly Thread _thread;

    /// <summary>Used by the writing thread alone.</summary>
    private readonly LastResort _failure = new();

    /// <summary>Guards the fields below. A Channel would wake its reader through the thread pool, which may be stuck.</summary>
    private readonly object _lock = new();
    private readonly Queue<Action> _lines = new();

    /// <summary>The lines that were dropped since the last report.</summary>
    private int _dropped;
    private bool _isDisposed;

    internal LossyLogger(ILogger inner)
    {
        _inner = inner;
        _thread = new Thread(WriteLines) { Name = "graceful-log", IsBackground = true };
        _thread.Start();
    }

    public bool IsEnabled(LogLevel logLevel) => _inner.IsEnabled(logLevel);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => _inner.BeginScope(state);

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Enqueue(_inner, logLevel, eventId, state, exception, formatter);
    }

    /// <summary>Returns a logger of another category that writes through the same queue.</summary>
    internal ILogger With(ILogger inner) => new Sibling(this, inner);

    /// <summary>Waits until the lines so far are written, within a limit.</summary>
    internal void Flush(TimeSpan limit)
    {
        using var written = new ManualResetEventSlim();
        if (TryAdd(written.Set))
        {
            _ = written.Wait(limit);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            Monitor.Pulse(_lock);
        }

        _ = _thread.Join(FlushLimit);
    }

    private void Enqueue<TState>(
        ILogger inner, LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!TryAdd(() => inner.Log(logLevel, eventId, state, exception, formatter)))
        {
            Interlocked.Increment(ref _dropped);
        }
    }

    /// <returns>False when the queue is full, and after the end.</returns>
    private bool TryAdd(Action write)
    {
        lock (_lock)
        {
            if (_isDisposed || _lines.Count == Capacity)
            {
                return false;
            }

            _lines.Enqueue(write);
            Monitor.Pulse(_lock);
            return true;
        }
    }

    private void WriteLines()
    {
        while (TryTake(out var write, out var dropped))
        {
            Write(write);
            if (dropped > 0)
            {
                Write(() => _inner.LinesDropped(dropped));
            }
        }
    }

    /// <param name="write">Writes the next line.</param>
    /// <param name="dropped">The lines that were dropped after it.</param>
    /// <returns>False at the end, when all lines are written.</returns>
    private bool TryTake([NotNullWhen(true)] out Action? write, out int dropped)
    {
        lock (_lock)
        {
            while (_lines.Count == 0 && !_isDisposed)
            {
                Monitor.Wait(_lock);
            }

            var isTaken = _lines.TryDequeue(out write);
            dropped = isTaken && _lines.Count == 0 ? Interlocked.Exchange(ref _dropped, 0) : 0;
            return isTaken;
        }
    }

    /// <summary>Writes a line. An exception of a logger would end the process here, where the application cannot catch it.</summary>
    private void Write(Action write)
    {
        try
        {
            write();
        }
        catch (Exception reason)
        {
            _failure.ReportOnce($"a logger failed, and lines are missing from the log; the process continues. {reason}");
        }
    }

    private sealed class Sibling(LossyLogger queue, ILogger inner) : ILogger
    {
        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            queue.Enqueue(inner, logLevel, eventId, state, exception, formatter);
    }
}
