using Graceful.Transport;
using Microsoft.Extensions.Time.Testing;
using Runtime.Tests.Transport;

namespace Runtime.Tests.LongLived;

public sealed class MovePaceTests
{
    private readonly FakeTimeProvider _time = new();

    /// <summary>Permits of one second, whatever the granularity of the timer.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(50)]
    [InlineData(999)]
    public void As_many_permits_as_the_rate_in_each_second(int rate)
    {
        using var pace = new MovePace(rate, _time);
        _ = TakeAll(pace);
        for (var second = 0; second < 3; second++)
        {
            var taken = 0;
            for (var part = 0; part < 1000; part++)
            {
                _time.Advance(TimeSpan.FromMilliseconds(1));
                taken += TakeAll(pace);
            }

            Assert.InRange(taken, rate - 1 - (rate / 50), rate + 1 + (rate / 50));
        }
    }

    [Fact]
    public void Permits_that_are_not_taken_do_not_pile_up()
    {
        using var pace = new MovePace(100, _time);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(3, TakeAll(pace));
    }

    [Theory]
    [InlineData(1, 1000, new[] { 1, 1, 1 })]
    [InlineData(2, 500, new[] { 1, 1, 1 })]
    [InlineData(50, 20, new[] { 1, 1, 1 })]
    [InlineData(75, 20, new[] { 1, 2, 1, 2 })]
    [InlineData(100, 20, new[] { 2, 2, 2 })]
    [InlineData(1000, 20, new[] { 20, 20, 20 })]
    public void Each_tick_has_its_permits(int rate, int tick, int[] permits)
    {
        using var pace = new MovePace(rate, _time);
        Assert.Equal(permits[0], TakeAll(pace));
        foreach (var expected in permits.Skip(1))
        {
            _time.Advance(TimeSpan.FromMilliseconds(tick - 1));
            Assert.Equal(0, TakeAll(pace));
            _time.Advance(TimeSpan.FromMilliseconds(1));
            Assert.Equal(expected, TakeAll(pace));
        }
    }

    [Fact]
    public void The_end_of_a_move_makes_no_permit_free_and_the_end_of_the_pace_none_at_all()
    {
        var pace = new MovePace(1, _time);
        var turns = 0;
        Assert.Equal(1, TakeAll(pace));
        Assert.False(pace.TryTake(isActive: true, () => turns++));
        pace.Release();
        Assert.Equal((0, 0), (turns, TakeAll(pace)));
        pace.Dispose();
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal((0, 0), (turns, TakeAll(pace)));
    }

    [Fact]
    public void The_waiting_get_their_turn_in_order_and_once()
    {
        using var pace = new MovePace(1, _time);
        var turns = new List<int>();
        Assert.True(pace.TryTake(isActive: false, () => turns.Add(0)));
        Assert.False(pace.TryTake(isActive: false, () => turns.Add(1)));
        Assert.False(pace.TryTake(isActive: false, () => turns.Add(2)));
        Assert.False(pace.TryTake(isActive: false, null));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([1], turns);
        Assert.True(pace.TryTake(isActive: false, null));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([1, 2], turns);
    }

    [Fact]
    public async Task Connections_wait_for_their_turn_and_are_served_meanwhile()
    {
        await using var two = await TwoGenerations.StartAsync(
            new ServerSetup { Endpoints = new ChatApp("s").Map, MoveRate = 1, Time = _time },
            new ServerSetup { Endpoints = new ChatApp("s").Map });
        using var first = await FrameClient.ConnectAsync(two.Old.EndPoint, "/ws");
        using var second = await FrameClient.ConnectAsync(two.Old.EndPoint, "/ws");
        using var third = await FrameClient.ConnectAsync(two.Old.EndPoint, "/ws");
        await two.Old.WaitsForClientsAsync();
        var drained = two.DrainAsync();
        for (var moved = 1; moved <= 3; moved++)
        {
            await Until.TrueAsync(() => two.Old.Gate.Count == 3 - moved, $"{moved} connections to have moved");
            foreach (var client in (FrameClient[])[first, second, third])
            {
                Assert.Equal($"s {moved} m", await client.AskAsync("m"));
            }

            Assert.Equal(moved, two.Sink.Taken);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        await drained.WaitAsync(Until.Limit);
    }

    private static int TakeAll(MovePace pace)
    {
        var taken = 0;
        while (pace.TryTake(isActive: false, null))
        {
            taken++;
        }

        return taken;
    }
}
