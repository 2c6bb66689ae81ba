using System.Net.Sockets;
using Graceful.Posix;
using Graceful.Restart;
using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Transport;
using Tmds.Linux;

namespace Runtime.Tests.Restart;

/// <summary>The start and the end of a successor, as its predecessor sees them.</summary>
public sealed class SuccessorTests : IDisposable
{
    private readonly SuccessorPeer _peer = new();

    [Fact]
    public async Task It_is_ready_after_its_message_and_gone_after_its_exit()
    {
        await using var server = await HandoverServer.StartAsync("old");
        _ = _peer.Watch(server);
        _peer.Channel.Send(HandoverMessage.Ready);
        await _peer.Ready.WaitAsync(Until.Limit);
        Assert.False(_peer.Gone.IsCompleted);

        _peer.Child.Kill(LibC.SIGKILL);
        var (status, inOrder) = await _peer.Gone.WaitAsync(Until.Limit);
        Assert.Equal((LibC.SIGKILL, false), (status!.Value.Signal, inOrder));
        await _peer.Channel.EndedAsync();
    }

    [Fact]
    public async Task HasEnded_is_true_as_soon_as_the_channel_is_closed()
    {
        await using var server = await HandoverServer.StartAsync("old");
        var successor = _peer.Watch(server);
        _peer.HoldEvents();
        _peer.Channel.Send(HandoverMessage.Ready);
        Assert.False(successor.HasEnded);
        await _peer.Ready.WaitAsync(Until.Limit);
        _peer.Channel.Dispose();
        Assert.True(successor.HasEnded);
        Assert.False(_peer.Gone.IsCompleted);

        _peer.ReleaseEvents();
        await _peer.Gone.WaitAsync(Until.Limit);
        Assert.True(successor.HasEnded);
    }

    [Fact]
    public async Task An_end_that_it_has_announced_is_in_order()
    {
        await using var server = await HandoverServer.StartAsync("old");
        _ = _peer.Watch(server);
        _peer.Channel.Send(HandoverMessage.Finished);
        _peer.Channel.Dispose();
        _peer.Child.Kill(LibC.SIGTERM);
        Assert.True((await _peer.Gone.WaitAsync(Until.Limit)).InOrder);
    }

    [Fact]
    public async Task It_receives_the_restart_and_the_end_of_this_process()
    {
        await using var server = await HandoverServer.StartAsync("old");
        var successor = _peer.Watch(server);
        successor.RequestRestart();
        successor.Finish();
        Assert.Equal(HandoverMessage.Restart, (await _peer.Channel.ReceiveAsync()).Message);
        Assert.Equal(HandoverMessage.Finished, (await _peer.Channel.ReceiveAsync()).Message);
    }

    [Fact]
    public async Task When_both_end_the_second_to_announce_it_is_the_last()
    {
        await using var server = await HandoverServer.StartAsync("old");
        var successor = _peer.Watch(server);
        _peer.Channel.Send(HandoverMessage.Leaving);
        Assert.Equal(HandoverMessage.GoingOn, (await _peer.Channel.ReceiveAsync()).Message);
        Assert.False(successor.Finish());
    }

    [Fact]
    public async Task A_successor_that_leaves_later_is_the_last_itself()
    {
        await using var server = await HandoverServer.StartAsync("old");
        var successor = _peer.Watch(server);
        Assert.True(successor.Finish());
        Assert.Equal(HandoverMessage.Finished, (await _peer.Channel.ReceiveAsync()).Message);
        _peer.Channel.Send(HandoverMessage.Leaving);
        successor.RequestRestart();

        // No answer to Leaving: the next message is the later request.
        _peer.Channel.Send(HandoverMessage.Ready);
        await _peer.Ready.WaitAsync(Until.Limit);
        Assert.Equal(HandoverMessage.Restart, (await _peer.Channel.ReceiveAsync()).Message);
    }

    [Fact]
    public async Task The_endpoints_that_it_does_not_serve_are_closed_here_and_taken_back()
    {
        await using var server = await HandoverServer.StartAsync("old");
        using var client = await RawConnection.ConnectAsync(server.EndPoint);
        Assert.Equal("old", (await client.GetAsync("/who")).Text);
        server.Listener.StopAccepting();
        using var waiting = await RawConnection.ConnectAsync(server.EndPoint);
        var successor = _peer.Watch(server);
        _peer.Channel.Send(HandoverMessage.Unwanted, server.Listener.Key);
        _peer.Channel.Send(HandoverMessage.Unwanted, "tcp:192.0.2.1:80");
        _peer.Channel.Send(HandoverMessage.Ready);
        await _peer.Ready.WaitAsync(Until.Limit);
        server.Drain.StopListening(successor.Unwanted);
        Assert.Equal(2, server.Gate.Count);
        Assert.Equal("old", (await waiting.GetAsync("/who")).Text);

        // The client repeats its SYN after a second.
        await Assert.ThrowsAsync<SocketException>(() => RawConnection.ConnectAsync(server.EndPoint));
        Assert.Equal(-1, server.Listener.Fd);

        server.Drain.TakeBack();
        Assert.Equal("old", (await RawConnection.GetAsync(server.EndPoint, "/who")).Text);
    }

    [Fact]
    public async Task Descriptors_that_it_sends_are_closed()
    {
        await using var server = await HandoverServer.StartAsync("old");
        _ = _peer.Watch(server);
        var (kept, passed) = Packet.CreateChannel();
        _peer.Channel.Send(HandoverMessage.Ready, listener: null, passed);
        await _peer.Ready.WaitAsync(Until.Limit);
        Descriptor.Close(passed);
        Assert.True(PollSet.IsHungUp(kept), "The copy here is closed.");
        Descriptor.Close(kept);
    }

    [Fact]
    public async Task A_successor_that_closes_the_channel_and_lives_on_is_killed_and_reaped()
    {
        await using var server = await HandoverServer.StartAsync("old");
        _ = _peer.Watch(server);
        _peer.Channel.Dispose();
        Assert.Null((await _peer.Gone.WaitAsync(Until.Limit)).Status);

        // Its listening sockets are closed: this process may bind their addresses at once.
        Assert.True(_peer.Child.TryGetExit() is not null || ProcFs.IsZombie(_peer.Child.Pid));
        await Until.TrueAsync(() => !Directory.Exists($"/proc/{_peer.Child.Pid}"), "the killed successor to be reaped");
    }

    public void Dispose() => _peer.Dispose();
}
