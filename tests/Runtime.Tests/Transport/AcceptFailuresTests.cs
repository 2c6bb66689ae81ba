using Graceful.Transport;
using Microsoft.Extensions.Logging;
using Runtime.Tests.Hosting;

namespace Runtime.Tests.Transport;

/// <summary>The log lines of accepts that fail for a long time.</summary>
public sealed class AcceptFailuresTests : IDisposable
{
    private const int Retry = 100;

    private readonly RecordingLog _log = new();
    private readonly AcceptFailures _failures;

    public AcceptFailuresTests() => _failures = new AcceptFailures("tcp:127.0.0.1:80", _log);

    public void Dispose() => _log.Dispose();

    [Fact]
    public void The_first_failure_is_logged_and_the_others_are_counted()
    {
        for (var now = 0L; now < 2 * AcceptFailures.PeriodMilliseconds; now += Retry)
        {
            _failures.Add("Too many open files", Retry, now);
        }

        Assert.Equal(
            [
                "Accepting on tcp:127.0.0.1:80 failed: Too many open files; connections wait in the backlog, retrying in 100 ms",
                "Accepting on tcp:127.0.0.1:80 still fails: Too many open files; 50 more attempts failed in 5 s, connections wait in the "
                + "backlog. Raise the limit that the reason names (ulimit -n)",
            ],
            _log.Lines.Select(line => line.Text));
    }

    [Fact]
    public void Their_end_is_one_line_and_the_next_failure_is_the_first_again()
    {
        _failures.Add("Too many open files", Retry, now: 0);
        _failures.Add("Too many open files", Retry, now: Retry);
        Assert.True(_failures.HaveBegun);

        _failures.End();
        Assert.False(_failures.HaveBegun);
        _failures.Add("Too many open files", Retry, now: 2 * Retry);

        Assert.Equal([LogLevel.Error, LogLevel.Information, LogLevel.Error], _log.Lines.Select(line => line.Level));
        Assert.Equal("Accepting on tcp:127.0.0.1:80 works again, after 2 failed attempts", _log.Lines[1].Text);
    }
}
