using Graceful.Restart;
using Instruments.Raw;
using Runtime.Tests.Transport;
using Tmds.Linux;

namespace Runtime.Tests.Restart;

/// <summary>The time that a successor has for an answer.</summary>
public sealed class SuccessorAnswerTests : IDisposable
{
    private readonly SuccessorPeer _peer = new();

    [Fact]
    public async Task A_successor_that_answers_pings_is_ready_after_the_answer()
    {
        await using var server = await HandoverServer.StartAsync("old");
        _ = _peer.Watch(server);
        _peer.Channel.Send(HandoverMessage.Hello, "1-7");
        _peer.Channel.Send(HandoverMessage.Ready);
        Assert.Equal(HandoverMessage.Ping, (await _peer.Channel.ReceiveAsync()).Message);
        Assert.False(_peer.Ready.IsCompleted);
        _peer.Channel.Send(HandoverMessage.Alive);
        await _peer.Ready.WaitAsync(Until.Limit);
    }

    [Fact]
    public async Task A_successor_that_hangs_after_Ready_is_killed_and_never_ready()
    {
        await using var server = await HandoverServer.StartAsync("old");
        _ = _peer.Watch(server, answerTimeout: TimeSpan.FromMilliseconds(50));
        _peer.Channel.Send(HandoverMessage.Hello, "1-2");
        _peer.Channel.Send(HandoverMessage.Ready);
        Assert.Equal(0, await _peer.Unresponsive.WaitAsync(Until.Limit));
        await _peer.Gone.WaitAsync(Until.Limit);
        Assert.False(_peer.Ready.IsCompleted);
    }

    /// <summary>Stopped (SIGSTOP) or frozen after READY: it holds connections that it never answers for.</summary>
    [Fact]
    public async Task A_successor_that_does_not_answer_for_a_connection_is_killed_and_the_connection_returns()
    {
        await using var server = await HandoverServer.StartAsync("old");
        using var client = await RawConnection.ConnectAsync(server.EndPoint);
        await client.GetAsync("/who");
        _ = server.DrainAsync(_peer.Watch(server, answerTimeout: TimeSpan.FromMilliseconds(50)));

        Assert.Equal(1, await _peer.Unresponsive.WaitAsync(Until.Limit));
        Assert.Equal(LibC.SIGKILL, (await _peer.Gone.WaitAsync(Until.Limit)).Status!.Value.Signal);
        server.Drain.TakeBack();
        Assert.Equal(("old", false), (await client.GetAsync("/who")) switch { var answer => (answer.Text, answer.AnnouncesClose) });
    }

    public void Dispose() => _peer.Dispose();
}
