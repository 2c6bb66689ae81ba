using Graceful.Transport;
using Microsoft.Extensions.Time.Testing;
using Runtime.Tests.Transport;

namespace Runtime.Tests.LongLived;

public sealed class MovesUnderWayTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void The_next_leaves_when_one_goes_on()
    {
        using var moves = new MovesUnderWay(_time);
        var turns = new List<int>();
        _ = Fill(moves);
        Assert.False(moves.TryTake(isActive: false, () => turns.Add(1)));
        Assert.False(moves.TryTake(isActive: false, () => turns.Add(2)));
        Assert.Empty(turns);

        moves.Release();
        Assert.Equal([1], turns);
        Assert.True(moves.TryTake(isActive: false, null));
        Assert.False(moves.TryTake(isActive: false, null));
        moves.Release();
        Assert.Equal([1, 2], turns);
    }

    [Fact]
    public void Active_connections_have_permits_of_their_own_and_leave_first()
    {
        using var moves = new MovesUnderWay(_time);
        var turns = new List<string>();
        _ = Fill(moves);
        Assert.Equal(MovesUnderWay.Active, Fill(moves, isActive: true));
        Assert.False(moves.TryTake(isActive: false, () => turns.Add("idle")));
        Assert.False(moves.TryTake(isActive: true, () => turns.Add("active")));

        moves.Release();
        Assert.Equal(["active"], turns);
        Assert.True(moves.TryTake(isActive: true, null));
        for (var i = 0; i < MovesUnderWay.Active; i++)
        {
            moves.Release();
        }

        Assert.Equal(["active"], turns);
        moves.Release();
        Assert.Equal(["active", "idle"], turns);
    }

    /// <summary>One that was called and has meanwhile become busy leaves its place to the next.</summary>
    [Fact]
    public void A_place_that_is_not_taken_is_offered_again_with_the_next()
    {
        using var moves = new MovesUnderWay(_time);
        var turns = new List<int>();
        _ = Fill(moves);
        for (var i = 1; i <= 3; i++)
        {
            var number = i;
            Assert.False(moves.TryTake(isActive: false, () => turns.Add(number)));
        }

        moves.Release();
        moves.Release();
        Assert.Equal([1, 2, 3], turns);
    }

    [Fact]
    public void Handlers_that_do_not_return_hold_up_the_others_for_a_moment_only()
    {
        using var moves = new MovesUnderWay(_time);
        var turns = 0;
        _ = Fill(moves);
        Assert.False(moves.TryTake(isActive: false, () => turns++));
        _time.Advance(MovesUnderWay.Tick);
        Assert.Equal(1, turns);

        // The first ones return after all: they no longer count.
        const int Next = MovesUnderWay.First + (MovesUnderWay.First / 4);
        Assert.Equal(Next, Fill(moves));
        for (var i = 0; i < 2 * Next; i++)
        {
            moves.Release();
        }

        Assert.Equal(Next, Fill(moves));
    }

    [Fact]
    public void While_moves_end_the_number_grows_by_a_quarter()
    {
        using var moves = new MovesUnderWay(_time);
        var turns = 0;
        Assert.Equal(MovesUnderWay.First, Fill(moves));
        moves.Release();
        Assert.True(moves.TryTake(isActive: false, null));
        Assert.False(moves.TryTake(isActive: false, () => turns++));
        _time.Advance(MovesUnderWay.Tick);
        Assert.Equal(1, turns);
        Assert.Equal(MovesUnderWay.First / 4, Fill(moves));
    }

    [Fact]
    public void Active_connections_that_do_not_go_on_hold_up_the_others_for_a_moment_only()
    {
        using var moves = new MovesUnderWay(_time);
        Assert.Equal(MovesUnderWay.Active, Fill(moves, isActive: true));
        _time.Advance(MovesUnderWay.Tick);
        Assert.Equal(MovesUnderWay.Active, Fill(moves, isActive: true));

        // One that goes on in each period keeps the places of the others taken.
        moves.Release();
        _time.Advance(MovesUnderWay.Tick);
        Assert.Equal(1, Fill(moves, isActive: true));
        _time.Advance(MovesUnderWay.Tick);
        Assert.Equal(MovesUnderWay.Active, Fill(moves, isActive: true));
    }

    [Fact]
    public void The_number_grows_up_to_a_limit()
    {
        using var moves = new MovesUnderWay(_time);
        for (var i = 0; i < 60; i++)
        {
            _time.Advance(MovesUnderWay.Tick);
        }

        Assert.Equal(1 << 20, Fill(moves));
    }

    [Fact]
    public async Task More_connections_than_may_leave_at_once_move()
    {
        const int Count = (2 * MovesUnderWay.First) + 1;
        await using var two = await TwoGenerations.StartAsync(
            new ServerSetup { Endpoints = new ChatApp("s").Map }, new ServerSetup { Endpoints = new ChatApp("s").Map });
        var clients = new List<FrameClient>();
        try
        {
            for (var i = 0; i < Count; i++)
            {
                clients.Add(await FrameClient.ConnectAsync(two.Old.EndPoint, "/ws"));
            }

            await two.Old.WaitsForClientsAsync();
            await two.DrainAsync().WaitAsync(Until.Limit);
            Assert.Equal(Count, two.Sink.Taken);
            foreach (var client in clients)
            {
                Assert.Equal("s 1 m", await client.AskAsync("m"));
            }
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }
    }

    private static int Fill(MovesUnderWay moves, bool isActive = false)
    {
        var taken = 0;
        while (moves.TryTake(isActive, null))
        {
            taken++;
        }

        return taken;
    }
}
