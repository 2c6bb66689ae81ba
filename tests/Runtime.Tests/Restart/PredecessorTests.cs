using Graceful.Posix;
using Graceful.Restart;
using Graceful.Transport;
using Instruments.Raw;
using Runtime.Tests.Transport;
using Tmds.Linux;

namespace Runtime.Tests.Restart;

/// <summary>The successor's view of its predecessor, whose end of the channel is the test's.</summary>
public sealed class PredecessorTests : IPredecessorEvents, IDisposable
{
    private readonly TaskCompletionSource _restart = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<bool> _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _servicesStopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _mayGoOn = new(initialState: true);
    private readonly ChannelEnd _theirs;
    private readonly int _ours;
    private bool _isRunning;

    public PredecessorTests()
    {
        (_ours, var theirs) = Packet.CreateChannel();
        _theirs = new ChannelEnd(theirs);
    }

    [Fact]
    public async Task It_hears_that_this_process_is_ready()
    {
        await using var server = await HandoverServer.StartAsync("new");
        Start(server).SendReady([]);
        Assert.Equal(HandoverMessage.Ready, (await _theirs.ReceiveAsync()).Message);
    }

    [Fact]
    public async Task It_hears_first_what_is_not_served_here()
    {
        await using var server = await HandoverServer.StartAsync("new");
        Start(server).SendReady(["tcp:192.0.2.1:80", "unix:/run/app.sock"]);
        Assert.Equal((HandoverMessage.Unwanted, "tcp:192.0.2.1:80", -1), await _theirs.ReceiveAsync());
        Assert.Equal((HandoverMessage.Unwanted, "unix:/run/app.sock", -1), await _theirs.ReceiveAsync());
        Assert.Equal(HandoverMessage.Ready, (await _theirs.ReceiveAsync()).Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task At_its_end_this_process_settles_whether_it_is_the_last(bool goesOn)
    {
        await using var server = await HandoverServer.StartAsync("new");
        var predecessor = Start(server);
        predecessor.SendReady([]);
        Assert.Equal(HandoverMessage.Ready, (await _theirs.ReceiveAsync()).Message);
        var left = Task.Run(predecessor.TryLeave);
        Assert.Equal(HandoverMessage.Leaving, (await _theirs.ReceiveAsync()).Message);
        _theirs.Send(goesOn ? HandoverMessage.GoingOn : HandoverMessage.Finished);

        // It may end at this moment. Its answer counts.
        _theirs.Dispose();
        Assert.Equal(goesOn, await left.WaitAsync(Until.Limit));
    }

    [Fact]
    public async Task A_predecessor_that_has_given_up_is_believed_at_the_first_word()
    {
        _theirs.Send(HandoverMessage.Dismissed);
        var refusal = Assert.Throws<StartRefusedException>(() => Predecessor.SendHello(_ours));
        Assert.Contains("no longer waits for it and goes on serving. Refusing to start", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(HandoverMessage.Hello, (await _theirs.ReceiveAsync()).Message);
    }

    [Fact]
    public async Task A_connection_is_answered_for_and_served()
    {
        await using var two = await TwoGenerations.StartAsync();
        using var client = await two.ConnectAsync();
        var sink = await ReadyAsync(two);

        var (connection, fd) = await sink.NextAsync();
        _theirs.Send(HandoverMessage.Connection, connection.Listener.Key, fd);
        Assert.Equal(HandoverMessage.Adopted, (await _theirs.ReceiveAsync()).Message);
        two.Old.Transport.Moved(connection, fd);
        Assert.Equal("new", (await client.GetAsync("/who")).Text);
    }

    [Fact]
    public async Task A_connection_of_an_endpoint_that_is_not_served_here_is_refused_and_unharmed()
    {
        await using var two = await TwoGenerations.StartAsync();
        using var client = await two.ConnectAsync();
        var sink = await ReadyAsync(two);

        var (connection, fd) = await sink.NextAsync();
        _theirs.Send(HandoverMessage.Connection, "tcp:192.0.2.1:80", fd);
        Assert.Equal(HandoverMessage.Refused, (await _theirs.ReceiveAsync()).Message);
        two.Old.Transport.Returned(connection, fd, mayLeave: false);
        Assert.Equal("old", (await client.GetAsync("/who")).Text);
    }

    /// <summary>
    /// Without a free descriptor the kernel drops the one in the message (unix(7), MSG_CTRUNC). Without an answer, all later answers would
    /// count for the wrong connections.
    /// </summary>
    [Fact]
    public async Task A_connection_whose_descriptor_did_not_arrive_is_refused()
    {
        await using var server = await HandoverServer.StartAsync("new");
        Start(server).SendReady([]);
        await _theirs.ReceiveAsync();
        _theirs.Send(HandoverMessage.Connection, server.Listener.Key);
        Assert.Equal(HandoverMessage.Refused, (await _theirs.ReceiveAsync()).Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Its_end_is_in_order_when_it_was_announced(bool inOrder)
    {
        await using var server = await HandoverServer.StartAsync("new");
        Start(server).SendReady([]);
        await _theirs.ReceiveAsync();
        if (inOrder)
        {
            _theirs.Send(HandoverMessage.Finished);
        }

        _theirs.Dispose();
        Assert.Equal(inOrder, await _gone.Task.WaitAsync(Until.Limit));
    }

    [Fact]
    public async Task It_passes_a_restart_on()
    {
        await using var server = await HandoverServer.StartAsync("new");
        Start(server).SendReady([]);
        _theirs.Send(HandoverMessage.Restart);
        await _restart.Task.WaitAsync(Until.Limit);
    }

    [Fact]
    public async Task What_it_sent_before_it_died_is_served_also_when_it_has_left_answers_unread()
    {
        await using var two = await TwoGenerations.StartAsync();
        using var client = await two.ConnectAsync();
        var predecessor = Start(two.Successor);
        await two.AcceptedAsync();
        var sink = new HoldingSink();
        _ = two.Old.DrainAsync(sink);
        var (connection, fd) = await sink.NextAsync();

        // The unread READY makes the kernel report ECONNRESET before the messages still to be read.
        _mayGoOn.Reset();
        predecessor.SendReady([]);
        _theirs.Send(HandoverMessage.Restart);
        await _restart.Task.WaitAsync(Until.Limit);
        _theirs.Send(HandoverMessage.Connection, connection.Listener.Key, fd);
        _theirs.Send(HandoverMessage.Finished);
        _theirs.Dispose();
        _mayGoOn.Set();

        Assert.True(await _gone.Task.WaitAsync(Until.Limit));
        two.Old.Transport.Moved(connection, fd);
        Assert.Equal("new", (await client.GetAsync("/who")).Text);
    }

    /// <summary>This process empties itself and ends: it would take the connection along.</summary>
    [Fact]
    public async Task After_a_stop_no_connection_is_taken_any_more()
    {
        await using var two = await TwoGenerations.StartAsync();
        using var client = await two.ConnectAsync();
        var predecessor = Start(two.Successor);
        predecessor.SendReady([]);
        await _theirs.ReceiveAsync();
        await two.AcceptedAsync();
        var sink = new HoldingSink();
        _ = two.Old.DrainAsync(sink);
        var (connection, fd) = await sink.NextAsync();

        predecessor.SendFinished();
        await two.Successor.DrainAsync(null).WaitAsync(Until.Limit);
        Assert.Equal(HandoverMessage.Finished, (await _theirs.ReceiveAsync()).Message);

        _theirs.Send(HandoverMessage.Connection, connection.Listener.Key, fd);
        Assert.Equal(HandoverMessage.Refused, (await _theirs.ReceiveAsync()).Message);
        Assert.Equal(0, two.Successor.Gate.Count);
        two.Old.Transport.Returned(connection, fd, mayLeave: false);
        Assert.Equal("old", (await client.GetAsync("/who")).Text);
    }

    [Fact]
    public async Task A_stop_after_it_has_gone_sends_nothing()
    {
        await using var server = await HandoverServer.StartAsync("new");
        var predecessor = Start(server);
        predecessor.SendReady([]);
        _theirs.Dispose();
        await _gone.Task.WaitAsync(Until.Limit);

        // The number of the channel may belong to another descriptor by now.
        var (mine, other) = Packet.CreateChannel();
        predecessor.SendFinished();
        Assert.Equal(-LibC.EAGAIN, Packet.TryReceive(other, new byte[8], out _));
        Assert.Equal(-LibC.EAGAIN, Packet.TryReceive(mine, new byte[8], out _));
        Descriptor.Close(mine);
        Descriptor.Close(other);
    }

    [Fact]
    public async Task A_ping_is_answered_and_the_end_of_the_services_is_passed_on()
    {
        await using var server = await HandoverServer.StartAsync("new");
        Start(server).SendReady([]);
        Assert.Equal(HandoverMessage.Ready, (await _theirs.ReceiveAsync()).Message);
        _theirs.Send(HandoverMessage.Ping);
        Assert.Equal(HandoverMessage.Alive, (await _theirs.ReceiveAsync()).Message);
        _theirs.Send(HandoverMessage.ServicesStopped);
        await _servicesStopped.Task.WaitAsync(Until.Limit);
    }

    /// <summary>The number of the channel may be a client's connection by then, which would receive the message.</summary>
    [Fact]
    public async Task After_the_end_of_the_channel_nothing_is_sent_to_its_number()
    {
        await using var server = await HandoverServer.StartAsync("new");
        var predecessor = Start(server);
        predecessor.SendReady([]);
        _theirs.Dispose();
        await _gone.Task.WaitAsync(Until.Limit);

        var (mine, other) = Packet.CreateChannel();
        Assert.False(predecessor.TryLeave());
        Assert.Equal(-LibC.EAGAIN, Packet.TryReceive(other, new byte[8], out _));
        Assert.Equal(-LibC.EAGAIN, Packet.TryReceive(mine, new byte[8], out _));
        Descriptor.Close(mine);
        Descriptor.Close(other);
    }

    [Fact]
    public async Task Descriptors_of_messages_that_have_none_are_closed()
    {
        await using var server = await HandoverServer.StartAsync("new");
        Start(server).SendReady([]);
        var (kept, passed) = Packet.CreateChannel();
        _theirs.Send(HandoverMessage.Restart, listener: null, passed);
        await _restart.Task.WaitAsync(Until.Limit);
        Descriptor.Close(passed);
        Assert.True(PollSet.IsHungUp(kept), "The copy here is closed.");
        Descriptor.Close(kept);
    }

    void IPredecessorEvents.RestartRequested()
    {
        _restart.TrySetResult();
        _mayGoOn.Wait();
    }

    void IPredecessorEvents.PredecessorServicesStopped() => _servicesStopped.TrySetResult();

    void IPredecessorEvents.PredecessorGone(bool inOrder) => _gone.TrySetResult(inOrder);

    public void Dispose()
    {
        _mayGoOn.Set();
        _theirs.Dispose();
        if (_isRunning)
        {
            _gone.Task.Wait(Until.Limit);
        }
        else
        {
            Descriptor.Close(_ours);
        }

        _mayGoOn.Dispose();
    }

    private Predecessor Start(HandoverServer server)
    {
        _isRunning = true;
        return new Predecessor(_ours, server.Listeners, this);
    }

    /// <summary>The successor is ready, and the only connection of the old process is on its way.</summary>
    private async Task<HoldingSink> ReadyAsync(TwoGenerations two)
    {
        Start(two.Successor).SendReady([]);
        Assert.Equal(HandoverMessage.Ready, (await _theirs.ReceiveAsync()).Message);
        await two.AcceptedAsync();
        var sink = new HoldingSink();
        _ = two.Old.DrainAsync(sink);
        return sink;
    }
}
