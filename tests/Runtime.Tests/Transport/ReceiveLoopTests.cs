using Graceful.Transport;

namespace Runtime.Tests.Transport;

public sealed class ReceiveLoopTests
{
    /// <summary>After a hang-up no further edge is reported: the loop must read on until the end of the stream.</summary>
    [Theory]
    [InlineData(2048, false, false)]
    [InlineData(2047, false, true)]
    [InlineData(2047, true, false)]
    [InlineData(1, true, false)]
    public void The_socket_is_empty_after_a_short_read_without_a_hang_up(int received, bool hungUp, bool isDrained) =>
        Assert.Equal(isDrained, ReceiveLoop.IsDrained(received, 2048, hungUp));
}
