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
        Assert.True(announcer.TryTake(At(1000)));
        Assert.False(announcer.TryTake(At(1001)));
        Assert.False(announcer.IsLeadOver(At(1099), roundTrip));
        Assert.True(announcer.IsLeadOver(At(1100), roundTrip));
    }

    private static long At(long milliseconds) => milliseconds * Stopwatch.Frequency / 1000;
}
