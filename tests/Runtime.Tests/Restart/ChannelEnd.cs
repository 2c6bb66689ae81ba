using System.Text;
using Graceful.Posix;
using Graceful.Restart;
using Runtime.Tests.Processes;
using Tmds.Linux;

namespace Runtime.Tests.Restart;

/// <summary>The test's end of the channel: it plays the other process, packet by packet.</summary>
internal sealed class ChannelEnd(int fd) : IDisposable
{
    /// <summary>Milliseconds; ends a test that would hang.</summary>
    private const int Limit = 40_000;

    private readonly Lock _lock = new();
    private bool _isClosed;

    /// <summary>Waits for room, as the other process would: the reader may be slower than the writer.</summary>
    internal void Send(HandoverMessage message, string? listener = null, int passedFd = -1)
    {
        var packet = message.Encode(listener);
        var deadline = Environment.TickCount64 + Limit;
        int error;
        while ((error = Packet.TrySend(fd, packet, passedFd)) == LibC.EAGAIN && Environment.TickCount64 < deadline)
        {
            PollSet.WaitForRoom(fd, Limit);
        }

        Assert.Equal(0, error);
    }

    /// <summary>The next packet, with the descriptor that came with it, or -1.</summary>
    internal async Task<(HandoverMessage Message, string Listener, int Fd)> ReceiveAsync()
    {
        var packet = new byte[HandoverMessages.MaxLength];
        var (length, passed) = (0, -1);
        await Until.TrueAsync(() => (length = Packet.TryReceive(fd, packet, out passed)) != -LibC.EAGAIN, "a packet on the channel");
        Assert.True(length > 0, $"The channel has ended: {length}");
        return ((HandoverMessage)packet[0], Encoding.UTF8.GetString(packet, 1, length - 1), passed);
    }

    /// <summary>There is a packet, which stays.</summary>
    internal Task ArrivedAsync() => Until.TrueAsync(HasPacket, "a packet on the channel");

    internal Task EndedAsync() =>
        Until.TrueAsync(() => Packet.TryReceive(fd, new byte[HandoverMessages.MaxLength], out _) is var end &&
            (end == 0 || end == -LibC.EPIPE), "the end of the channel");

    public void Dispose()
    {
        lock (_lock)
        {
            if (!_isClosed)
            {
                _isClosed = true;
                Descriptor.Close(fd);
            }
        }
    }

    private unsafe bool HasPacket()
    {
        var poll = new pollfd { fd = fd, events = LibC.POLLIN };
        return LibC.poll(&poll, 1, 0) == 1 && (poll.revents & LibC.POLLIN) != 0;
    }
}
