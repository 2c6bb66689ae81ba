using Graceful.Restart;

namespace Runtime.Tests.Restart;

/// <summary>The range of protocol versions as text, and the version in common.</summary>
public sealed class ProtocolRangeTests
{
    [Theory]
    [InlineData("1-5", 1, 5)]
    [InlineData("3-3", 3, 3)]
    [InlineData("12-345", 12, 345)]
    public void A_range_is_read_as_it_is_written(string text, int lowest, int highest)
    {
        Assert.Equal(new ProtocolVersions(lowest, highest), ProtocolVersions.TryParse(text));
        Assert.Equal(text, new ProtocolVersions(lowest, highest).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("-5")]
    [InlineData("1-")]
    [InlineData("a-2")]
    [InlineData("1-b")]
    [InlineData("2-1")]
    [InlineData("+1-2")]
    [InlineData("1--2")]
    public void Other_text_is_not_a_range(string text) => Assert.Null(ProtocolVersions.TryParse(text));

    [Theory]
    [InlineData(1, 5, 5, 9, 5)]
    [InlineData(1, 5, 1, 3, 3)]
    [InlineData(3, 5, 1, 3, 3)]
    [InlineData(3, 5, 1, 2, null)]
    [InlineData(1, 5, 6, 9, null)]
    public void The_version_in_common_is_the_highest_of_both(int lowest, int highest, int otherLowest, int otherHighest, int? common)
    {
        var (one, other) = (new ProtocolVersions(lowest, highest), new ProtocolVersions(otherLowest, otherHighest));
        Assert.Equal(common, one.InCommonWith(other));
        Assert.Equal(common, other.InCommonWith(one));
    }

    [Theory]
    [InlineData("Ctcp:127.0.0.1:80", "tcp:127.0.0.1:80")]
    [InlineData("Ctcp:127.0.0.1:80\0further", "tcp:127.0.0.1:80")]
    [InlineData("C\0further", "")]
    [InlineData("C", "")]
    public void The_first_field_of_a_message_ends_at_a_zero_byte(string message, string field) =>
        Assert.Equal(field, HandoverMessages.FieldOf(System.Text.Encoding.UTF8.GetBytes(message)));
}
