using Graceful.LongLived;
using Graceful.Transport;
using Microsoft.Extensions.Time.Testing;

namespace Runtime.Tests.LongLived;

public sealed class LongLivedMoveTests : IDisposable
{
    private readonly MovesUnderWay _moves = new(new FakeTimeProvider());
    private readonly LongLivedMove _move;
    private readonly ActiveDrain _drain;
    private int _retries;

    public LongLivedMoveTests()
    {
        _move = new LongLivedMove(() => _retries++);
        _drain = new ActiveDrain(Successor: null, Linger: default, BeganAt: 0, _moves);
    }

    public void Dispose() => _moves.Dispose();

    [Fact]
    public void The_request_that_has_left_outlives_the_current_one()
    {
        Assert.Equal((null, null, null), (_move.Current, _move.Left, _move.Latest));
        var request = new WebSocketRequest([1], state: null);
        _move.Current = request;
        Assert.Equal((request, null, request), (_move.Current, _move.Left, _move.Latest));
        _move.Leave(request);
        _move.Current = null;
        Assert.Equal((null, request, request), (_move.Current, _move.Left, _move.Latest));
    }

    [Fact]
    public void A_drain_without_permits_lets_it_go()
    {
        Assert.True(_move.TryTakePermit(_drain with { Moves = null }, isActive: false));
        _move.ReleasePermit();
        Assert.Equal(MovesUnderWay.First, Fill(_moves));
    }

    [Fact]
    public void A_permit_is_released_once()
    {
        Assert.True(_move.TryTakePermit(_drain, isActive: false));
        Assert.Equal(MovesUnderWay.First - 1, Fill(_moves));
        _move.ReleasePermit();
        _move.ReleasePermit();
        Assert.Equal(1, Fill(_moves));
    }

    [Fact]
    public void A_permit_that_is_kept_is_not_released()
    {
        Assert.True(_move.TryTakePermit(_drain, isActive: false));
        _move.KeepPermit();
        _move.ReleasePermit();
        Assert.Equal(MovesUnderWay.First - 1, Fill(_moves));
    }

    [Fact]
    public void It_waits_once_in_the_queue_of_each_drain()
    {
        _ = Fill(_moves);
        Assert.False(_move.TryTakePermit(_drain, isActive: false));
        Assert.False(_move.TryTakePermit(_drain, isActive: false));
        Release(2);
        Assert.Equal(1, _retries);
        Assert.True(_move.TryTakePermit(_drain, isActive: false));
        _move.ReleasePermit();

        _ = Fill(_moves);
        Assert.False(_move.TryTakePermit(_drain, isActive: false));
        using var others = new MovesUnderWay(new FakeTimeProvider());
        _ = Fill(others);
        Assert.False(_move.TryTakePermit(_drain with { Moves = others }, isActive: false));
        others.Release();
        Assert.Equal(2, _retries);
    }

    [Fact]
    public void Active_connections_have_permits_of_their_own()
    {
        _ = Fill(_moves);
        Assert.False(_move.TryTakePermit(_drain, isActive: false));
        Assert.True(_move.TryTakePermit(_drain, isActive: true));
    }

    private static int Fill(MovesUnderWay moves)
    {
        var taken = 0;
        while (moves.TryTake(isActive: false, null))
        {
            taken++;
        }

        return taken;
    }

    private void Release(int count)
    {
        for (; count > 0; count--)
        {
            _moves.Release();
        }
    }
}
