using Graceful.Posix;
using Graceful.Restart;
using Graceful.Transport;
using Instruments.Servers;
using Microsoft.Extensions.Time.Testing;
using Runtime.Tests.LongLived;
using Runtime.Tests.Posix;
using Runtime.Tests.Transport;
using Tmds.Linux;

namespace Runtime.Tests.Restart;

/// <summary>Long-lived requests on the channel between two generations.</summary>
[Collection(ChildProcessStarts.Name)]
public sealed class ReentryMessageTests : ISuccessorEvents, IPredecessorEvents
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ChatApp _old = new("old");
    private readonly ChatApp _new = new("new");

    [Fact]
    public async Task A_WebSocket_moves_through_the_channel()
    {
        await using var two = await TwoGenerations.StartAsync(
            new ServerSetup { Endpoints = _old.Map }, new ServerSetup { Endpoints = _new.Map });
        using var client = await FrameClient.ConnectAsync(two.Old.EndPoint, "/ws");
        Assert.Equal("old 1 a", await client.AskAsync("a"));
        var (child, successor) = await StartAsync(two);
        Assert.True(successor.TakesReentries);

        // The listeners of two servers in one process have different ports, and one key.
        await two.Old.DrainAsync(successor).WaitAsync(Until.Limit);
        Assert.Equal("new 2 b", await client.AskAsync("b"));
        child.Kill(LibC.SIGKILL);
        await _gone.Task.WaitAsync(Until.Limit);
    }

    /// <summary>The clock is stopped, so that the successor's messages alone let the next connections leave.</summary>
    [Fact]
    public async Task The_next_connections_leave_when_handlers_have_started_in_the_successor()
    {
        const int Count = (3 * MovesUnderWay.First) + 1;
        await using var two = await TwoGenerations.StartAsync(
            new ServerSetup { Endpoints = _old.Map, Time = new FakeTimeProvider() }, new ServerSetup { Endpoints = _new.Map });
        var clients = new List<FrameClient>();
        try
        {
            for (var i = 0; i < Count; i++)
            {
                clients.Add(await FrameClient.ConnectAsync(two.Old.EndPoint, "/ws"));
            }

            var (child, successor) = await StartAsync(two);
            Assert.True(successor.ReportsResumed);

            await two.Old.DrainAsync(successor).WaitAsync(Until.Limit);
            foreach (var client in clients)
            {
                Assert.Equal("new 1 m", await client.AskAsync("m"));
            }

            child.Kill(LibC.SIGKILL);
            await _gone.Task.WaitAsync(Until.Limit);
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }
    }

    [Fact]
    public async Task A_WebSocket_stays_when_the_successor_speaks_version_2()
    {
        await using var old = await HandoverServer.StartAsync("old", new ServerSetup { Endpoints = _old.Map });
        using var client = await FrameClient.ConnectAsync(old.EndPoint, "/ws");
        Assert.Equal("old 1 a", await client.AskAsync("a"));
        var (ours, theirs) = Packet.CreateChannel();
        using var end = new ChannelEnd(theirs);
        var (child, successor) = Start(old, ours);
        end.Send(HandoverMessage.Hello, "1-2");
        end.Send(HandoverMessage.Ready);
        Assert.Equal(HandoverMessage.Ping, (await end.ReceiveAsync()).Message);
        end.Send(HandoverMessage.Alive);
        await _ready.Task.WaitAsync(Until.Limit);
        var drained = old.DrainAsync(successor);
        Assert.Equal("old 2 b", await client.AskAsync("b"));
        Assert.EndsWith(
            "it did not move: the new process has an older version of Graceful",
            old.Drain.Describe().Single().ToString(),
            StringComparison.Ordinal);
        await old.WaitsForClientsAsync();
        old.Drain.Abort();
        await drained.WaitAsync(Until.Limit);
        Assert.Equal([0x88, 0x02, 0x03, 0xF4], await client.ReadToEndAsync());
        child.Kill(LibC.SIGKILL);
        await _gone.Task.WaitAsync(Until.Limit);
    }

    /// <summary>
    /// A successor of version 3 would take the stream for a WebSocket, and one of version 4 would miss the head of a response that has not
    /// begun.
    /// </summary>
    [Theory]
    [InlineData("1-3", "/ticks", false)]
    [InlineData("1-4", "/quiet", true)]
    public async Task A_stream_of_events_stays_when_the_successor_is_older(string versions, string path, bool takesEventStreams)
    {
        var ticker = new TickerApp("old");
        await using var old = await HandoverServer.StartAsync("old", new ServerSetup { Endpoints = ticker.Map });
        using var client = await EventClient.RequestAsync(old.EndPoint, path);
        var (ours, theirs) = Packet.CreateChannel();
        using var end = new ChannelEnd(theirs);
        var (child, successor) = Start(old, ours);
        end.Send(HandoverMessage.Hello, versions);
        end.Send(HandoverMessage.Ready);
        Assert.Equal(HandoverMessage.Ping, (await end.ReceiveAsync()).Message);
        end.Send(HandoverMessage.Alive);
        await _ready.Task.WaitAsync(Until.Limit);
        Assert.Equal(
            (true, takesEventStreams, false),
            (successor.TakesReentries, successor.TakesEventStreams, successor.TakesUnansweredRequests));
        var drained = old.DrainAsync(successor);
        await Until.TrueAsync(
            () => old.Drain.Describe().Single().ToString().EndsWith(
                "it did not move: the new process has an older version of Graceful", StringComparison.Ordinal),
            "the reason to stay");
        if (!takesEventStreams)
        {
            // The stream goes on here. Version 4 takes it as soon as its response has begun.
            ticker.Tick();
            await client.ReadHeadAsync();
            Assert.Contains("id: 1", await client.ReadEventAsync(), StringComparison.Ordinal);
        }

        old.Drain.Abort();
        await drained.WaitAsync(Until.Limit);
        Assert.Equal("", await client.ReadToEndAsync());
        child.Kill(LibC.SIGKILL);
        await _gone.Task.WaitAsync(Until.Limit);
    }

    [Fact]
    public async Task A_stream_of_events_moves_through_the_channel()
    {
        var (before, after) = (new TickerApp("old"), new TickerApp("new"));
        await using var two = await TwoGenerations.StartAsync(
            new ServerSetup { Endpoints = before.Map }, new ServerSetup { Endpoints = after.Map });
        using var client = await EventClient.ConnectAsync(two.Old.EndPoint, "/ticks");
        before.Tick();
        Assert.Equal("id: 1\ndata: old", await client.ReadEventAsync());
        var (child, successor) = await StartAsync(two);
        await two.Old.DrainAsync(successor).WaitAsync(Until.Limit);
        after.Tick();
        Assert.Equal("id: 2\ndata: new moved", await client.ReadEventAsync());
        child.Kill(LibC.SIGKILL);
        await _gone.Task.WaitAsync(Until.Limit);
    }

    [Fact]
    public void A_request_is_decoded_as_it_was_encoded_and_not_in_part()
    {
        foreach (var request in (Reentry[])[new([1, 2], "101", null), new([1], "", []), new(new byte[1000], "é", [7, 8])])
        {
            var message = HandoverMessages.EncodeReentry("tcp:127.0.0.1:80", request);
            Assert.Equal("tcp:127.0.0.1:80", HandoverMessages.FieldOf(message));
            for (var length = 0; length < message.Length; length++)
            {
                Assert.Null(HandoverMessages.ReentryOf(message.AsSpan(0, length)));
            }

            foreach (var whole in (byte[][])[message, [.. message, 0, 0, 0, 1]])
            {
                var decoded = HandoverMessages.ReentryOf(whole)!;
                Assert.Equal(request.RequestHead, decoded.RequestHead);
                Assert.Equal(request.Response, decoded.Response);
                Assert.Equal(request.State, decoded.State);
            }
        }

        Assert.Null(HandoverMessages.ReentryOf([.. "Wkey\0"u8, 0xFF, 0xFF, 0xFF, 0x7F]));
        Assert.Null(HandoverMessages.ReentryOf("W"u8));
    }

    void ISuccessorEvents.Ready(ISuccessor successor) => _ready.TrySetResult();

    void ISuccessorEvents.Unresponsive(ISuccessor successor, int connections, TimeSpan limit)
    {
    }

    void ISuccessorEvents.Gone(ISuccessor successor, ExitStatus? status, bool inOrder) => _gone.TrySetResult();

    void IPredecessorEvents.RestartRequested()
    {
    }

    void IPredecessorEvents.PredecessorServicesStopped()
    {
    }

    void IPredecessorEvents.PredecessorGone(bool inOrder)
    {
    }

    /// <summary>Connects the two generations by a channel, and returns when the successor is ready.</summary>
    private async Task<(ChildProcess Child, Successor Successor)> StartAsync(TwoGenerations two)
    {
        var (ours, theirs) = Packet.CreateChannel();
        var started = Start(two.Old, ours);
        Assert.Equal(0, Packet.TrySend(theirs, HandoverMessage.Hello.Encode(ProtocolVersions.Own.ToString())));
        new Predecessor(theirs, two.Successor.Listeners, this).SendReady([]);
        await _ready.Task.WaitAsync(Until.Limit);
        return started;
    }

    private (ChildProcess Child, Successor Successor) Start(HandoverServer old, int channel)
    {
        var child = ChildProcess.Start(new PathName("/bin/sleep"), ["sleep"u8.ToArray(), "1000"u8.ToArray()], [], new PathName("/"), []);
        return (child, new Successor(child, channel, old.Transport, this));
    }
}
