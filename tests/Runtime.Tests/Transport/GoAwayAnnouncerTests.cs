using System.Buffers;
using System.Diagnostics;
using Graceful.Transport;

namespace Runtime.Tests.Transport;

public sealed class GoAwayAnnouncerTests
{
    [Theory]
    [InlineData(0, 50)]
    [InlineData(10, 70)]
    [InlineData(200, 450)]
    [InlineData(475, 1000)]
    [InlineData(5000, 1000)]
    public void The_lead_is_two_round_trips_and_a_reaction_and_bounded(int roundTrip, int expected) =>
        Assert.Equal(TimeSpan.FromMilliseconds(expected), GoAwayAnnouncer.Lead(TimeSpan.FromMilliseconds(roundTrip)));

    [Fact]
    public void The_lead_begins_when_the_frame_is_sent_and_it_is_sent_once()
    {
        var announcer = new GoAwayAnnouncer();
        var roundTrip = TimeSpan.FromMilliseconds(25);
        Assert.False(announcer.IsLeadOver(At(1000), roundTrip));
        var next = ReadOnlySequence<byte>.Empty;
        Assert.True(announcer.TrySend(At(1000), isWrapped: false, wrapper: null, ref next));
        Assert.Equal(new byte[] { 0, 0, 8, 7, 0, 0, 0, 0, 0, 0x7F, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0 }, next.ToArray());
        Assert.False(announcer.TrySend(At(1001), isWrapped: false, wrapper: null, ref next));
        Assert.False(announcer.IsLeadOver(At(1099), roundTrip));
        Assert.True(announcer.IsLeadOver(At(1100), roundTrip));
    }

    private static long At(long milliseconds) => milliseconds * Stopwatch.Frequency / 1000;
}
