using Graceful.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Runtime.Tests.Hosting;

public sealed class DeadlinesTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Deadlines _deadlines;

    public DeadlinesTests() => _deadlines = new Deadlines(_clock);

    [Fact]
    public void Without_a_deadline_there_is_no_next_one()
    {
        Assert.Null(_deadlines.UntilNext);
        Assert.False(_deadlines.TryTakeExpired(out _));
    }

    [Fact]
    public void The_next_deadline_is_the_earliest()
    {
        _deadlines.Set(Deadline.Drain, TimeSpan.FromSeconds(5));
        _deadlines.Set(Deadline.Linger, TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromSeconds(1), _deadlines.UntilNext);
        _clock.Advance(TimeSpan.FromSeconds(0.4));
        Assert.Equal(TimeSpan.FromSeconds(0.6), _deadlines.UntilNext);
        Assert.False(_deadlines.TryTakeExpired(out _));
    }

    [Fact]
    public void A_deadline_is_over_at_its_time_and_is_taken_once()
    {
        _deadlines.Set(Deadline.Linger, TimeSpan.FromSeconds(1));
        _deadlines.Set(Deadline.Drain, TimeSpan.FromSeconds(5));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.Zero, _deadlines.UntilNext);
        Assert.True(_deadlines.TryTakeExpired(out var deadline));
        Assert.Equal(Deadline.Linger, deadline);
        Assert.False(_deadlines.TryTakeExpired(out _));
        Assert.Equal(TimeSpan.FromSeconds(4), _deadlines.UntilNext);
    }

    [Fact]
    public void The_time_until_a_deadline_that_is_over_is_zero()
    {
        _deadlines.Set(Deadline.Start, TimeSpan.FromSeconds(1));
        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSpan.Zero, _deadlines.UntilNext);
    }

    [Fact]
    public void A_deadline_is_replaced_and_cleared_by_its_name()
    {
        _deadlines.Set(Deadline.Drain, TimeSpan.FromSeconds(1));
        _deadlines.Set(Deadline.Drain, TimeSpan.FromSeconds(7));
        _deadlines.Set(Deadline.Exit, TimeSpan.FromSeconds(9));
        Assert.Equal(TimeSpan.FromSeconds(7), _deadlines.UntilNext);
        _deadlines.Clear(Deadline.Drain);
        Assert.Equal(TimeSpan.FromSeconds(9), _deadlines.UntilNext);
        _deadlines.Clear();
        Assert.Null(_deadlines.UntilNext);
    }

    [Fact]
    public void A_wait_ends_at_the_next_deadline_and_within_a_second()
    {
        Assert.Null(_deadlines.BeginWait());
        _deadlines.Set(Deadline.Drain, TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.FromSeconds(1), _deadlines.BeginWait());
        _deadlines.Set(Deadline.Linger, TimeSpan.FromSeconds(0.3));
        Assert.Equal(TimeSpan.FromSeconds(0.3), _deadlines.BeginWait());
    }

    /// <summary>Otherwise each request would be aborted when a container is paused for longer than DrainTimeout and runs again.</summary>
    [Fact]
    public void The_time_of_a_suspension_does_not_count()
    {
        _deadlines.Set(Deadline.Linger, TimeSpan.FromSeconds(1));
        _deadlines.Set(Deadline.Drain, TimeSpan.FromSeconds(5));
        Wait(TimeSpan.FromSeconds(1));
        Assert.True(_deadlines.TryTakeExpired(out var deadline));
        Assert.Equal(Deadline.Linger, deadline);

        Wait(TimeSpan.FromSeconds(1) + TimeSpan.FromHours(1));
        Assert.False(_deadlines.TryTakeExpired(out _));
        Assert.Equal(TimeSpan.FromSeconds(3), _deadlines.UntilNext);
    }

    [Theory]
    [InlineData(0.2, 4.8)]
    [InlineData(1, 4)]
    [InlineData(2.9, 2.1)]
    public void The_time_of_an_event_or_of_a_busy_machine_counts(double waited, double left)
    {
        _deadlines.Set(Deadline.Drain, TimeSpan.FromSeconds(5));
        Wait(TimeSpan.FromSeconds(waited));
        Assert.Equal(TimeSpan.FromSeconds(left), _deadlines.UntilNext);
    }

    /// <summary>The thread that waits is also the one that handles events.</summary>
    [Fact]
    public void The_time_between_two_waits_counts()
    {
        _deadlines.Set(Deadline.Drain, TimeSpan.FromSeconds(5));
        Wait(TimeSpan.FromSeconds(1));
        _clock.Advance(TimeSpan.FromSeconds(4));
        _deadlines.EndWait();
        Assert.True(_deadlines.TryTakeExpired(out _));
    }

    private void Wait(TimeSpan time)
    {
        _ = _deadlines.BeginWait();
        _clock.Advance(time);
        _deadlines.EndWait();
    }
}
