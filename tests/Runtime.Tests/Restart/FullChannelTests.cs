using Graceful.Posix;
using Graceful.Restart;
using Runtime.Tests.Posix;
using Runtime.Tests.Transport;

namespace Runtime.Tests.Restart;

/// <summary>A successor whose channel is full of answers that its predecessor has not read yet.</summary>
public sealed class FullChannelTests : IPredecessorEvents
{
    /// <summary>A predecessor that does not receive the message takes the end of this process for a crash, and serves again.</summary>
    [Fact]
    public async Task A_stop_is_announced_when_the_predecessor_has_read_the_answers()
    {
        var (ours, theirs) = Packet.CreateChannel();
        using var predecessorsEnd = new ChannelEnd(theirs);
        await using var server = await HandoverServer.StartAsync("new");
        var predecessor = new Predecessor(ours, server.Listeners, this);
        var answers = 0;
        while (Packet.TrySend(ours, HandoverMessage.Refused.Encode()) == 0)
        {
            answers++;
        }

        var stop = new PollingThread(predecessor.SendFinished);
        await stop.WaitsAsync();
        for (; answers > 0; answers--)
        {
            Assert.Equal(HandoverMessage.Refused, (await predecessorsEnd.ReceiveAsync()).Message);
        }

        Assert.Equal(HandoverMessage.Finished, (await predecessorsEnd.ReceiveAsync()).Message);
        stop.Join();
        Descriptor.Close(ours);
    }

    void IPredecessorEvents.RestartRequested()
    {
    }

    void IPredecessorEvents.PredecessorServicesStopped()
    {
    }

    void IPredecessorEvents.PredecessorGone(bool inOrder)
    {
    }
}
