using Graceful.Posix;
using Graceful.Restart;
using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Transport;
using Tmds.Linux;

namespace Runtime.Tests.Restart;

/// <summary>Connections on their way to a successor: adopted, refused, and returned.</summary>
public sealed class SuccessorConnectionTests : IDisposable
{
    private readonly SuccessorPeer _peer = new();

    [Fact]
    public async Task A_connection_is_released_when_the_successor_has_adopted_it()
    {
        await using var server = await HandoverServer.StartAsync("old");
        using var client = await RawConnection.ConnectAsync(server.EndPoint);
        await client.GetAsync("/who");
        var drained = server.DrainAsync(_peer.Watch(server));

        var (message, listener, fd) = await _peer.Channel.ReceiveAsync();
        Assert.Equal((HandoverMessage.Connection, server.Listener.Key), (message, listener));
        Assert.False(drained.IsCompleted);

        _peer.Channel.Send(HandoverMessage.Adopted);
        await drained.WaitAsync(Until.Limit);
        Assert.Equal((1, 0), server.Drain.TakeCounts());

        // The descriptor is a duplicate for the same connection, which stays open.
        await using var successor = await HandoverServer.StartAsync("new");
        successor.Listener.Adopt(fd);
        Assert.Equal("new", (await client.GetAsync("/who")).Text);
    }

    [Fact]
    public async Task A_refused_connection_stays_here()
    {
        await using var server = await HandoverServer.StartAsync("old");
        using var client = await RawConnection.ConnectAsync(server.EndPoint);
        await client.GetAsync("/who");
        var drained = server.DrainAsync(_peer.Watch(server));
        Descriptor.Close((await _peer.Channel.ReceiveAsync()).Fd);

        _peer.Channel.Send(HandoverMessage.Refused);
        var answer = await client.GetAsync("/who");
        Assert.Equal(("old", true), (answer.Text, answer.AnnouncesClose));
        await drained.WaitAsync(Until.Limit);
    }

    [Fact]
    public async Task Unanswered_connections_return_when_the_successor_dies()
    {
        await using var server = await HandoverServer.StartAsync("old");
        using var client = await RawConnection.ConnectAsync(server.EndPoint);
        await client.GetAsync("/who");
        _ = server.DrainAsync(_peer.Watch(server));
        await _peer.Channel.ArrivedAsync();

        _peer.Child.Kill(LibC.SIGKILL);
        Assert.False((await _peer.Gone.WaitAsync(Until.Limit)).InOrder);
        server.Drain.TakeBack();
        var answer = await client.GetAsync("/who");
        Assert.Equal(("old", false), (answer.Text, answer.AnnouncesClose));
    }

    [Fact]
    public async Task A_connection_that_leaves_after_its_death_returns_at_once()
    {
        await using var server = await HandoverServer.StartAsync("old");
        using var client = await RawConnection.ConnectAsync(server.EndPoint);
        await client.GetAsync("/who");
        var successor = _peer.Watch(server);
        _peer.Child.Kill(LibC.SIGKILL);
        await _peer.Gone.WaitAsync(Until.Limit);

        _ = server.DrainAsync(successor);
        Assert.Equal("old", (await client.GetAsync("/who")).Text);
        successor.RequestRestart();
        successor.Finish();
    }

    /// <summary>
    /// The kernel reports ECONNRESET when a peer ends with unread packets, before the packets which that peer had sent. A lost answer
    /// would mean a connection with two owners, one of which may have read half a request.
    /// </summary>
    [Fact]
    public async Task Its_last_answers_count_although_it_has_left_packets_unread()
    {
        await using var server = await HandoverServer.StartAsync("old");
        using var first = await RawConnection.ConnectAsync(server.EndPoint);
        using var second = await RawConnection.ConnectAsync(server.EndPoint);
        await first.GetAsync("/who");
        await second.GetAsync("/who");
        _peer.HoldEvents();
        _ = server.DrainAsync(_peer.Watch(server));
        var (_, _, adopted) = await _peer.Channel.ReceiveAsync();
        await _peer.Channel.ArrivedAsync();

        // The thread is held between two packets, so that all others have arrived when it continues.
        _peer.Channel.Send(HandoverMessage.Ready);
        await _peer.Ready.WaitAsync(Until.Limit);
        _peer.Channel.Send(HandoverMessage.Adopted);
        _peer.Channel.Send(HandoverMessage.Finished);
        _peer.Channel.Dispose();
        _peer.Child.Kill(LibC.SIGKILL);
        _peer.ReleaseEvents();

        Assert.True((await _peer.Gone.WaitAsync(Until.Limit)).InOrder);
        Assert.Equal((1, 0), server.Drain.TakeCounts());

        // Until the drain is taken back, the connection that came back leaves and returns without end. It is in the gate twice meanwhile.
        server.Drain.TakeBack();
        await Until.TrueAsync(() => server.Gate.Count == 1, "the other connection to stay");
        Descriptor.Close(adopted);
    }

    /// <summary>An answer that is read only after the end was noticed. Lost, the connection would have two readers.</summary>
    [Fact]
    public async Task Its_last_answer_counts_although_a_failed_send_shows_its_end()
    {
        await using var server = await HandoverServer.StartAsync("old");
        using var client = await RawConnection.ConnectAsync(server.EndPoint);
        await client.GetAsync("/who");
        var successor = _peer.Watch(server, answerTimeout: TimeSpan.FromMilliseconds(50));
        _peer.HoldEvents();
        _ = server.DrainAsync(successor);
        var adopted = (await _peer.Channel.ReceiveAsync()).Fd;

        // The thread is held between two receives.
        await _peer.Unresponsive.WaitAsync(Until.Limit);
        _peer.Channel.Send(HandoverMessage.Adopted);
        _peer.Channel.Dispose();
        successor.RequestRestart();
        _peer.ReleaseEvents();

        await _peer.Gone.WaitAsync(Until.Limit);
        Assert.Equal((1, 0), server.Drain.TakeCounts());
        Assert.Equal(0, server.Gate.Count);
        Descriptor.Close(adopted);
    }

    [Fact]
    public async Task Hundreds_of_connections_leave_through_a_full_channel()
    {
        const int Count = 700;
        await using var server = await HandoverServer.StartAsync("old");
        await using var successor = await HandoverServer.StartAsync("new");
        var clients = await Task.WhenAll(Enumerable.Range(0, Count).Select(_ => RawConnection.ConnectAsync(server.EndPoint)));
        await Until.TrueAsync(() => server.Gate.Count == Count, "all clients to be accepted");

        var drained = server.DrainAsync(_peer.Watch(server));
        for (var i = 0; i < Count; i++)
        {
            var (message, _, fd) = await _peer.Channel.ReceiveAsync();
            Assert.Equal(HandoverMessage.Connection, message);
            successor.Listener.Adopt(fd);
            _peer.Channel.Send(HandoverMessage.Adopted);
        }

        await drained.WaitAsync(Until.Limit);
        Assert.Equal((Count, 0), server.Drain.TakeCounts());
        foreach (var client in clients)
        {
            Assert.Equal("new", (await client.GetAsync("/who")).Text);
            client.Dispose();
        }
    }

    public void Dispose() => _peer.Dispose();
}
