using Graceful.Draining;
using Graceful.Posix;
using Graceful.Transport;
using Runtime.Tests.Transport;

namespace Runtime.Tests.Draining;

/// <summary>Counts connections that enter and leave, by outcome, and notifies exactly once when the last one has left.</summary>
public sealed class ConnectionGateTests : IAsyncLifetime
{
    private readonly ConnectionGate _gate = new();
    private readonly List<HandoverConnection> _made = [];
    private HandoverServer _server = null!;

    public async Task InitializeAsync() => _server = await HandoverServer.StartAsync("one");

    [Fact]
    public void An_empty_gate_notifies_at_once()
    {
        var told = 0;
        _gate.NotifyWhenEmpty(() => told++);
        Assert.Equal((1, 0), (told, _gate.Count));
    }

    [Fact]
    public void The_last_one_to_leave_is_announced_once()
    {
        var (first, second) = (Entered(), Entered());
        var told = 0;
        _gate.NotifyWhenEmpty(() => told++);
        _gate.Leave(first, ConnectionOutcome.Closed);
        Assert.Equal((0, 1), (told, _gate.Count));
        _gate.Leave(second, ConnectionOutcome.Moved);
        Assert.Equal((1, 0), (told, _gate.Count));

        _gate.Leave(Entered(), ConnectionOutcome.Closed);
        Assert.Equal(1, told);
    }

    [Fact]
    public void One_that_comes_back_enters_before_it_leaves_so_that_the_gate_is_never_empty_in_between()
    {
        var left = Entered();
        var told = 0;
        _gate.NotifyWhenEmpty(() => told++);
        var again = Entered();
        _gate.Leave(left, ConnectionOutcome.Returned);
        Assert.Equal(0, told);
        _gate.Leave(again, ConnectionOutcome.Closed);
        Assert.Equal(1, told);
    }

    [Fact]
    public void A_backlog_keeps_the_gate_from_being_empty()
    {
        var connection = Entered();
        var told = 0;
        _gate.AddBacklog();
        _gate.NotifyWhenEmpty(() => told++);
        _gate.Leave(connection, ConnectionOutcome.Closed);
        Assert.Equal((0, 0), (told, _gate.Count));
        _gate.RemoveBacklog();
        Assert.Equal(1, told);

        _gate.AddBacklog();
        _gate.NotifyWhenEmpty(() => told++);
        Assert.Equal(1, told);
        _gate.RemoveBacklog();
        Assert.Equal(2, told);
    }

    [Fact]
    public void Outcomes_are_counted_by_their_kind_and_taken_once()
    {
        _gate.Leave(Entered(), ConnectionOutcome.Moved);
        _gate.Leave(Entered(), ConnectionOutcome.Moved);
        _gate.Leave(Entered(), ConnectionOutcome.Closed);
        _gate.Leave(Entered(), ConnectionOutcome.Returned);
        Assert.Equal((2, 1), _gate.TakeCounts());
        Assert.Equal((0, 0), _gate.TakeCounts());
    }

    [Fact]
    public void A_stopped_notification_is_never_raised()
    {
        var connection = Entered();
        _gate.NotifyWhenEmpty(() => Assert.Fail("It was stopped."));
        _gate.StopNotifying();
        _gate.Leave(connection, ConnectionOutcome.Closed);
        Assert.Equal(0, _gate.Count);
    }

    [Fact]
    public void The_last_notification_replaces_the_others()
    {
        var connection = Entered();
        var told = new List<int>();
        _gate.NotifyWhenEmpty(() => told.Add(1));
        _gate.NotifyWhenEmpty(() => told.Add(2));
        _gate.Leave(connection, ConnectionOutcome.Closed);
        Assert.Equal([2], told);
    }

    [Fact]
    public void Who_is_told_may_use_the_gate()
    {
        var connection = Entered();
        var counts = (Moved: 0, Closed: 0);
        _gate.NotifyWhenEmpty(() => counts = _gate.TakeCounts());
        _gate.Leave(connection, ConnectionOutcome.Moved);
        Assert.Equal((1, 0), counts);
    }

    [Fact]
    public void A_snapshot_is_who_was_in_at_that_moment()
    {
        var (first, second) = (Entered(), Entered());
        var snapshot = _gate.Snapshot();
        _gate.Leave(first, ConnectionOutcome.Closed);
        Assert.Equal(2, snapshot.Count);
        Assert.Equal([second], _gate.Snapshot());
    }

    [Fact]
    public async Task Under_concurrency_the_last_one_is_still_announced_once()
    {
        const int Threads = 4, Each = 2000;
        var connection = Entered();
        var told = 0;
        var workers = Enumerable.Range(0, Threads).Select(_ => Task.Run(() =>
        {
            var own = Made();
            for (var i = 0; i < Each; i++)
            {
                _gate.Enter(own);
                _gate.Leave(own, ConnectionOutcome.Closed);
            }
        })).ToArray();
        _gate.NotifyWhenEmpty(() => Interlocked.Increment(ref told));
        await Task.WhenAll(workers);
        Assert.Equal(0, told);
        _gate.Leave(connection, ConnectionOutcome.Closed);
        Assert.Equal((1, (0, (Threads * Each) + 1)), (told, _gate.TakeCounts()));
    }

    public async Task DisposeAsync()
    {
        _made.ForEach(connection => Descriptor.Close(connection.DetachUnstarted()));
        await _server.DisposeAsync();
    }

    private HandoverConnection Entered()
    {
        var connection = Made();
        _gate.Enter(connection);
        return connection;
    }

    private HandoverConnection Made()
    {
        var fd = AdoptingSink.Duplicate(_server.Listener.Fd);
        var connection = new HandoverConnection(_server.Transport, _server.Listener, fd, remote: null, mayLeave: true);
        lock (_made)
        {
            _made.Add(connection);
        }

        return connection;
    }
}
