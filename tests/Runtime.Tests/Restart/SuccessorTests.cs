using System.Net.Sockets;
using System.Text;
using Graceful.Posix;
using Graceful.Restart;
using Graceful.Transport;
using Runtime.Tests.Processes.Raw;
using Runtime.Tests.Processes.Servers;
using Runtime.Tests.Transport;
using Tmds.Linux;

namespace Runtime.Tests.Restart;

/// <summary>The predecessor's view of its successor. The process is real, and its end of the channel is the test's.</summary>
public sealed class SuccessorTests : ISuccessorEvents, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<(ExitStatus? Status, bool InOrder)> _gone =
        new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int> _unresponsive = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _mayGoOn = new(initialState: true);
    private readonly ChildProcess _child;
    private readonly ChannelEnd _theirs;
    private readonly int _ours;

    public SuccessorTests()
    {
        (_ours, var theirs) = Packet.CreateChannel();
        _theirs = new ChannelEnd(theirs);
        _child = ChildProcess.Start(new PathName("/bin/sleep"), ["sleep"u8.ToArray(), "1000"u8.ToArray()], [], new PathName("/"), []);
    }

    [Fact]
    public async Task It_is_ready_when_it_says_so_and_gone_when_it_has_exited()
    {
        await using var server = await HandoffServer.StartAsync("old");
        _ = Start(server);
        _theirs.Send(HandoffMessage.Ready);
        await _ready.Task.WaitAsync(Limit);
        Assert.False(_gone.Task.IsCompleted);

        _child.Kill(LibC.SIGKILL);
        var (status, inOrder) = await _gone.Task.WaitAsync(Limit);
        Assert.Equal((LibC.SIGKILL, false), (status!.Value.Signal, inOrder));
        await _theirs.EndedAsync();
    }

    [Fact]
    public async Task That_it_has_ended_is_seen_at_once()
    {
        await using var server = await HandoffServer.StartAsync("old");
        var successor = Start(server);
        _mayGoOn.Reset();
        _theirs.Send(HandoffMessage.Ready);
        Assert.False(successor.HasEnded);
        await _ready.Task.WaitAsync(Limit);
        _theirs.Dispose();
        Assert.True(successor.HasEnded);
        Assert.False(_gone.Task.IsCompleted);

        _mayGoOn.Set();
        await _gone.Task.WaitAsync(Limit);
        Assert.True(successor.HasEnded);
    }

    [Fact]
    public async Task An_end_that_it_has_announced_is_in_order()
    {
        await using var server = await HandoffServer.StartAsync("old");
        _ = Start(server);
        _theirs.Send(HandoffMessage.Finished);
        _theirs.Dispose();
        _child.Kill(LibC.SIGTERM);
        Assert.True((await _gone.Task.WaitAsync(Limit)).InOrder);
    }

    [Fact]
    public async Task It_is_told_to_restart_and_that_this_process_has_finished()
    {
        await using var server = await HandoffServer.StartAsync("old");
        var successor = Start(server);
        successor.RequestRestart();
        successor.Finish();
        Assert.Equal(HandoffMessage.Restart, (await _theirs.ReceiveAsync()).Message);
        Assert.Equal(HandoffMessage.Finished, (await _theirs.ReceiveAsync()).Message);
    }

    [Fact]
    public async Task When_both_end_whoever_says_so_second_is_the_last()
    {
        await using var server = await HandoffServer.StartAsync("old");
        var successor = Start(server);
        _theirs.Send(HandoffMessage.Leaving);
        Assert.Equal(HandoffMessage.GoingOn, (await _theirs.ReceiveAsync()).Message);
        Assert.False(successor.Finish());
    }

    [Fact]
    public async Task A_successor_that_leaves_later_is_the_last_itself()
    {
        await using var server = await HandoffServer.StartAsync("old");
        var successor = Start(server);
        Assert.True(successor.Finish());
        Assert.Equal(HandoffMessage.Finished, (await _theirs.ReceiveAsync()).Message);
        _theirs.Send(HandoffMessage.Leaving);
        successor.RequestRestart();

        // No answer to Leaving: the next message is the later request.
        _theirs.Send(HandoffMessage.Ready);
        await _ready.Task.WaitAsync(Limit);
        Assert.Equal(HandoffMessage.Restart, (await _theirs.ReceiveAsync()).Message);
    }

    [Fact]
    public async Task What_it_does_not_serve_is_closed_here_before_anybody_hears_that_it_is_ready()
    {
        await using var server = await HandoffServer.StartAsync("old");
        using var client = await RawConnection.ConnectAsync(server.EndPoint);
        Assert.Equal("old", (await client.GetAsync("/who")).Text);
        server.Listener.StopAccepting();
        using var waiting = await RawConnection.ConnectAsync(server.EndPoint);
        var successor = Start(server, server.Listeners);
        _theirs.Send(HandoffMessage.Unwanted, server.Listener.Key);
        _theirs.Send(HandoffMessage.Unwanted, "tcp:192.0.2.1:80");
        _theirs.Send(HandoffMessage.Ready);
        await _ready.Task.WaitAsync(Limit);
        Assert.Equal(2, server.Gate.Count);
        Assert.Equal("old", (await waiting.GetAsync("/who")).Text);

        // The client repeats its SYN after a second.
        await Assert.ThrowsAsync<SocketException>(() => RawConnection.ConnectAsync(server.EndPoint));
        Assert.Equal(-1, server.Listener.Fd);

        server.Drain.TakeBack();
        Assert.Equal("old", (await RawConnection.GetAsync(server.EndPoint, "/who")).Text);
    }

    [Fact]
    public async Task A_connection_is_let_go_of_when_it_has_answered_for_it()
    {
        await using var server = await HandoffServer.StartAsync("old");
        using var client = await RawConnection.ConnectAsync(server.EndPoint);
        await client.GetAsync("/who");
        var drained = server.DrainAsync(Start(server));

        var (message, listener, fd) = await _theirs.ReceiveAsync();
        Assert.Equal((HandoffMessage.Connection, server.Listener.Key), (message, listener));
        Assert.False(drained.IsCompleted);

        _theirs.Send(HandoffMessage.Adopted);
        await drained.WaitAsync(Limit);
        Assert.Equal((1, 0), server.Drain.TakeCounts());

        // The descriptor is a duplicate for the same connection, which stays open.
        await using var successor = await HandoffServer.StartAsync("new");
        successor.Listener.Adopt(fd);
        Assert.Equal("new", (await client.GetAsync("/who")).Text);
    }

    [Fact]
    public async Task A_connection_that_it_refuses_stays_here()
    {
        await using var server = await HandoffServer.StartAsync("old");
        using var client = await RawConnection.ConnectAsync(server.EndPoint);
        await client.GetAsync("/who");
        var drained = server.DrainAsync(Start(server));
        Descriptor.Close((await _theirs.ReceiveAsync()).Fd);

        _theirs.Send(HandoffMessage.Refused);
        var answer = await client.GetAsync("/who");
        Assert.Equal(("old", true), (answer.Text, answer.AnnouncesClose));
        await drained.WaitAsync(Limit);
    }

    [Fact]
    public async Task What_it_has_not_answered_for_comes_back_when_it_dies()
    {
        await using var server = await HandoffServer.StartAsync("old");
        using var client = await RawConnection.ConnectAsync(server.EndPoint);
        await client.GetAsync("/who");
        _ = server.DrainAsync(Start(server));
        await _theirs.ArrivedAsync();

        _child.Kill(LibC.SIGKILL);
        Assert.False((await _gone.Task.WaitAsync(Limit)).InOrder);
        server.Drain.TakeBack();
        var answer = await client.GetAsync("/who");
        Assert.Equal(("old", false), (answer.Text, answer.AnnouncesClose));
    }

    [Fact]
    public async Task What_leaves_after_it_has_died_comes_back_at_once()
    {
        await using var server = await HandoffServer.StartAsync("old");
        using var client = await RawConnection.ConnectAsync(server.EndPoint);
        await client.GetAsync("/who");
        var successor = Start(server);
        _child.Kill(LibC.SIGKILL);
        await _gone.Task.WaitAsync(Limit);

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
    public async Task What_it_said_before_its_end_counts_also_when_it_has_left_packets_unread()
    {
        await using var server = await HandoffServer.StartAsync("old");
        using var first = await RawConnection.ConnectAsync(server.EndPoint);
        using var second = await RawConnection.ConnectAsync(server.EndPoint);
        await first.GetAsync("/who");
        await second.GetAsync("/who");
        _mayGoOn.Reset();
        _ = server.DrainAsync(Start(server));
        var (_, _, adopted) = await _theirs.ReceiveAsync();
        await _theirs.ArrivedAsync();

        // The thread is held between two packets, so that all others have arrived when it continues.
        _theirs.Send(HandoffMessage.Ready);
        await _ready.Task.WaitAsync(Limit);
        _theirs.Send(HandoffMessage.Adopted);
        _theirs.Send(HandoffMessage.Finished);
        _theirs.Dispose();
        _child.Kill(LibC.SIGKILL);
        _mayGoOn.Set();

        Assert.True((await _gone.Task.WaitAsync(Limit)).InOrder);
        Assert.Equal((1, 0), server.Drain.TakeCounts());

        // Until the drain is taken back, the connection that came back leaves and returns without end. It is in the gate twice meanwhile.
        server.Drain.TakeBack();
        await Until.TrueAsync(() => server.Gate.Count == 1, "the other connection to stay");
        Descriptor.Close(adopted);
    }

    /// <summary>Stopped (SIGSTOP) or frozen after READY: it holds connections that it never answers for.</summary>
    [Fact]
    public async Task One_that_does_not_answer_for_a_connection_is_killed_and_the_connection_returns()
    {
        await using var server = await HandoffServer.StartAsync("old");
        using var client = await RawConnection.ConnectAsync(server.EndPoint);
        await client.GetAsync("/who");
        _ = server.DrainAsync(Start(server, answerTimeout: TimeSpan.FromMilliseconds(50)));

        Assert.Equal(1, await _unresponsive.Task.WaitAsync(Limit));
        Assert.Equal(LibC.SIGKILL, (await _gone.Task.WaitAsync(Limit)).Status!.Value.Signal);
        server.Drain.TakeBack();
        Assert.Equal(("old", false), (await client.GetAsync("/who")) switch { var answer => (answer.Text, answer.AnnouncesClose) });
    }

    [Fact]
    public async Task One_that_answers_pings_is_ready_after_the_answer()
    {
        await using var server = await HandoffServer.StartAsync("old");
        _ = Start(server);
        _theirs.Send(HandoffMessage.Hello, "1-7");
        _theirs.Send(HandoffMessage.Ready);
        Assert.Equal(HandoffMessage.Ping, (await _theirs.ReceiveAsync()).Message);
        Assert.False(_ready.Task.IsCompleted);
        _theirs.Send(HandoffMessage.Alive);
        await _ready.Task.WaitAsync(Limit);
    }

    [Fact]
    public async Task One_that_hangs_right_after_READY_is_killed_and_never_ready()
    {
        await using var server = await HandoffServer.StartAsync("old");
        _ = Start(server, answerTimeout: TimeSpan.FromMilliseconds(50));
        _theirs.Send(HandoffMessage.Hello, "1-2");
        _theirs.Send(HandoffMessage.Ready);
        Assert.Equal(0, await _unresponsive.Task.WaitAsync(Limit));
        await _gone.Task.WaitAsync(Limit);
        Assert.False(_ready.Task.IsCompleted);
    }

    /// <summary>An answer that is read only after the end was noticed. Lost, the connection would have two readers.</summary>
    [Fact]
    public async Task An_answer_counts_although_the_end_is_noticed_by_a_failed_send()
    {
        await using var server = await HandoffServer.StartAsync("old");
        using var client = await RawConnection.ConnectAsync(server.EndPoint);
        await client.GetAsync("/who");
        var successor = Start(server, answerTimeout: TimeSpan.FromMilliseconds(50));
        _mayGoOn.Reset();
        _ = server.DrainAsync(successor);
        var adopted = (await _theirs.ReceiveAsync()).Fd;

        // The thread is held between two receives.
        await _unresponsive.Task.WaitAsync(Limit);
        _theirs.Send(HandoffMessage.Adopted);
        _theirs.Dispose();
        successor.RequestRestart();
        _mayGoOn.Set();

        await _gone.Task.WaitAsync(Limit);
        Assert.Equal((1, 0), server.Drain.TakeCounts());
        Assert.Equal(0, server.Gate.Count);
        Descriptor.Close(adopted);
    }

    [Fact]
    public async Task Descriptors_that_a_successor_sends_are_closed()
    {
        await using var server = await HandoffServer.StartAsync("old");
        _ = Start(server);
        var (kept, passed) = Packet.CreateChannel();
        _theirs.Send(HandoffMessage.Ready, listener: null, passed);
        await _ready.Task.WaitAsync(Limit);
        Descriptor.Close(passed);
        Assert.True(PollSet.IsHungUp(kept), "The copy here is closed.");
        Descriptor.Close(kept);
    }

    [Fact]
    public async Task One_that_closes_the_channel_and_lives_on_is_killed_and_leaves_no_zombie()
    {
        await using var server = await HandoffServer.StartAsync("old");
        _ = Start(server);
        _theirs.Dispose();
        Assert.Null((await _gone.Task.WaitAsync(Limit)).Status);

        // Its listening sockets are closed: this process may bind their addresses at once.
        Assert.True(_child.TryGetExit() is not null || ProcFs.IsZombie(_child.Pid));
        await Until.TrueAsync(() => !Directory.Exists($"/proc/{_child.Pid}"), "the killed successor to be reaped");
    }

    [Fact]
    public async Task Hundreds_of_connections_go_although_the_channel_is_full_meanwhile()
    {
        const int Count = 700;
        await using var server = await HandoffServer.StartAsync("old");
        await using var successor = await HandoffServer.StartAsync("new");
        var clients = await Task.WhenAll(Enumerable.Range(0, Count).Select(_ => RawConnection.ConnectAsync(server.EndPoint)));
        await Until.TrueAsync(() => server.Gate.Count == Count, "all clients to be accepted");

        var drained = server.DrainAsync(Start(server));
        for (var i = 0; i < Count; i++)
        {
            var (message, _, fd) = await _theirs.ReceiveAsync();
            Assert.Equal(HandoffMessage.Connection, message);
            successor.Listener.Adopt(fd);
            _theirs.Send(HandoffMessage.Adopted);
        }

        await drained.WaitAsync(Limit);
        Assert.Equal((Count, 0), server.Drain.TakeCounts());
        foreach (var client in clients)
        {
            Assert.Equal("new", (await client.GetAsync("/who")).Text);
            client.Dispose();
        }
    }

    void ISuccessorEvents.Ready(ISuccessor successor)
    {
        _ready.TrySetResult();
        _mayGoOn.Wait();
    }

    void ISuccessorEvents.Unresponsive(ISuccessor successor, int connections, TimeSpan limit)
    {
        _unresponsive.TrySetResult(connections);
        _mayGoOn.Wait();
    }

    void ISuccessorEvents.Gone(ISuccessor successor, ExitStatus? status, bool inOrder) => _gone.TrySetResult((status, inOrder));

    public void Dispose()
    {
        _mayGoOn.Set();
        _child.Kill(LibC.SIGKILL);
        _theirs.Dispose();
        _gone.Task.Wait(Limit);
        _mayGoOn.Dispose();
    }

    private Successor Start(HandoffServer server, ListenerTable? listeners = null, TimeSpan? answerTimeout = null) =>
        new(_child, _ours, server.Transport, this, standardError: null, listeners, answerTimeout);
}
