using System.Diagnostics;
using Graceful.Transport;

namespace Runtime.Tests.Transport;

public sealed class LingerClockTests
{
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(1);
    private static readonly long DrainBegan = At(100);

    [Fact]
    public void The_time_begins_with_the_drain()
    {
        var clock = new LingerClock(0);
        Assert.False(clock.IsOver);
        Sweep(ref clock, 100.9);
        Assert.False(clock.IsOver);
        Sweep(ref clock, 101);
        Assert.True(clock.IsOver);
    }

    [Fact]
    public void A_response_gives_the_client_the_whole_time_again()
    {
        var clock = new LingerClock(0);
        Sweep(ref clock, 101);
        clock.ResponseEnded(At(100.9));
        Assert.False(clock.IsOver);
        Sweep(ref clock, 101.8);
        Assert.False(clock.IsOver);
        Sweep(ref clock, 101.9);
        Assert.True(clock.IsOver);
    }

    [Fact]
    public void A_connection_accepted_in_the_drain_gets_the_whole_time()
    {
        var clock = new LingerClock(At(100.5));
        Sweep(ref clock, 101);
        Assert.False(clock.IsOver);
        Sweep(ref clock, 101.5);
        Assert.True(clock.IsOver);
    }

    [Fact]
    public void An_opening_connection_is_silent_after_a_whole_period_without_a_byte()
    {
        var clock = new LingerClock(0);
        clock.Sweep(At(101), DrainBegan, Linger, received: 5);
        Assert.False(clock.IsSilent(5));
        clock.Sweep(At(102), DrainBegan, Linger, received: 6);
        Assert.False(clock.IsSilent(6));
        clock.Sweep(At(103), DrainBegan, Linger, received: 6);
        Assert.True(clock.IsSilent(6));
        Assert.False(clock.IsSilent(7));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void The_first_period_shows_no_silence(long received)
    {
        var clock = new LingerClock(0);
        Assert.False(clock.IsSilent(received));
        clock.Sweep(At(101), DrainBegan, Linger, received);
        Assert.False(clock.IsSilent(received));
        clock.Sweep(At(102), DrainBegan, Linger, received);
        Assert.True(clock.IsSilent(received));
    }

    [Fact]
    public void A_new_clock_is_not_over_at_any_time() => Assert.False(new LingerClock(1).IsOver);

    [Fact]
    public void A_drain_that_is_taken_back_is_forgotten()
    {
        var clock = new LingerClock(0);
        clock.Sweep(At(101), DrainBegan, Linger, received: 5);
        clock.ResponseEnded(At(101));
        clock.Sweep(At(102), DrainBegan, Linger, received: 5);
        Assert.True(clock.IsOver);
        clock.Reset();
        Assert.False(clock.IsOver);
        Assert.False(clock.IsSilent(5));
        Assert.False(clock.IsPipeliningEndless(At(200), Linger));
        clock.Sweep(At(200), At(200), Linger, received: 5);
        Assert.False(clock.IsSilent(5));
    }

    [Fact]
    public void Pipelining_is_endless_when_requests_still_begin_after_the_time()
    {
        var clock = new LingerClock(0);
        Assert.False(clock.IsPipeliningEndless(At(200), Linger));
        clock.ResponseEnded(At(100.2));
        clock.ResponseEnded(At(101));
        Assert.False(clock.IsPipeliningEndless(At(101.1), Linger));
        Assert.True(clock.IsPipeliningEndless(At(101.2), Linger));
    }

    private static void Sweep(ref LingerClock clock, double now) => clock.Sweep(At(now), DrainBegan, Linger, received: null);

    private static long At(double seconds) => (long)Math.Round(seconds * Stopwatch.Frequency);
}
