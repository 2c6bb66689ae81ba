using Graceful.Hosting;
using Microsoft.Extensions.Logging;

namespace Runtime.Tests.Hosting;

/// <summary>A log whose reader has stopped reading must not stop the lifecycle.</summary>
public sealed class LossyLoggerTests
{
    [Fact]
    public void A_logger_that_blocks_costs_lines_whose_number_is_logged_and_no_time()
    {
        const int Lines = 5000;
        using var mayGoOn = new ManualResetEventSlim();
        var inner = new BlockingLog(mayGoOn);
        var log = new LossyLogger(inner);
        for (var i = 0; i < Lines; i++)
        {
            log.NotLinux();
        }

        // Reached while the first line still blocks. The writing thread holds it, so the queue may have room for one more.
        mayGoOn.Set();
        log.Dispose();
        var written = inner.Texts.Count(text => text.Contains("need Linux", StringComparison.Ordinal));
        Assert.InRange(written, LossyLogger.Capacity, LossyLogger.Capacity + 1);
        Assert.Equal($"{Lines - written} lines of Graceful are missing here", inner.Texts[^1].Split(':')[0]);
    }

    [Fact]
    public void A_logger_that_throws_costs_its_lines_and_not_the_process()
    {
        var inner = new ThrowingLog(failures: 2);
        using (var log = new LossyLogger(inner))
        {
            for (var i = 0; i < 3; i++)
            {
                log.StoppedAccepting(i);
            }
        }

        Assert.Equal(1, inner.Written);
    }

    [Fact]
    public void Lines_are_written_in_order_and_before_the_end()
    {
        var inner = new RecordingLog();
        using (var log = new LossyLogger(inner))
        {
            for (var i = 0; i < 100; i++)
            {
                log.StoppedAccepting(i);
            }
        }

        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"Stopped accepting new connections as {i}"),
            inner.Lines.Select(line => line.Text));
    }

    [Fact]
    public void Other_categories_share_the_queue()
    {
        var (first, second) = (new RecordingLog(), new RecordingLog());
        using (var log = new LossyLogger(first))
        {
            new LossyLoggerFactory(log, second).CreateLogger("Graceful.Transport").NotLinux();
        }

        Assert.Empty(first.Lines);
        Assert.Single(second.Lines);
    }

    [Fact]
    public void A_flush_returns_when_the_lines_so_far_are_written()
    {
        var inner = new RecordingLog();
        using var log = new LossyLogger(inner);
        for (var i = 0; i < 100; i++)
        {
            log.StoppedAccepting(i);
        }

        log.Flush(TimeSpan.FromSeconds(30));
        Assert.Equal(100, inner.Lines.Count);
    }

    [Fact]
    public void After_the_end_lines_are_dropped_and_a_flush_returns()
    {
        var inner = new RecordingLog();
        var log = new LossyLogger(inner);
        log.Dispose();
        log.Dispose();
        log.NotLinux();
        log.Flush(TimeSpan.FromDays(1));
        Assert.Empty(inner.Lines);
    }

    [Fact]
    public void Levels_and_scopes_are_those_of_the_inner_logger()
    {
        using var log = new LossyLogger(new QuietLog());
        var sibling = log.With(new QuietLog());
        foreach (var logger in (ILogger[])[log, sibling])
        {
            Assert.False(logger.IsEnabled(LogLevel.Information));
            Assert.True(logger.IsEnabled(LogLevel.Error));
            Assert.Same(QuietLog.Scope, logger.BeginScope("scope"));
        }
    }

    private sealed class QuietLog : ILogger
    {
        internal static readonly IDisposable Scope = new MemoryStream();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => Scope;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
        }
    }

    private sealed class BlockingLog(ManualResetEventSlim mayGoOn) : ILogger
    {
        internal List<string> Texts { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            mayGoOn.Wait();
            Texts.Add(formatter(state, exception));
        }
    }

    private sealed class ThrowingLog(int failures) : ILogger
    {
        internal int Written { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (failures-- > 0)
            {
                throw new InvalidOperationException("the disk is full");
            }

            Written++;
        }
    }
}
