using Graceful.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Runtime.Tests.Supervision;

/// <summary>The probation, seen from the worker.</summary>
public sealed class WorkerProbationTests
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(10);

    [Fact]
    public void It_begins_when_every_endpoint_accepts()
    {
        var clock = new FakeTimeProvider();
        using var end = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        var checks = 0;
        var probation = new WorkerProbation(end, Time, _ => checks++);

        // A start that takes longer.
        clock.Advance(10 * Time);
        Assert.Equal((0, false), (checks, end.IsCancellationRequested));
        probation.Ready();
        Assert.Equal(1, checks);
        clock.Advance(Time - TimeSpan.FromTicks(1));
        Assert.False(end.IsCancellationRequested);
        clock.Advance(TimeSpan.FromTicks(1));

        Assert.True(end.IsCancellationRequested);
    }
}
