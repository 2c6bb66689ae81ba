using System.Text;
using Graceful.LongLived;

namespace Runtime.Tests.LongLived;

public sealed class EventStreamParserTests
{
    /// <summary>The byte positions at which the stream may move are marked with a bar.</summary>
    [Theory]
    [InlineData("|data: a\n\n|data: b\n\n|")]
    [InlineData("|data: a\r\n\r\n|id: 1\r\ndata: b\r\n\r\n|")]
    [InlineData("|data: a\r\r|data: b\r\r|")]
    [InlineData("|data: a\r\n\r|")]
    [InlineData("|data: a\n\r|")]
    [InlineData("|: ping\n|: another\n|\n|data: a\n\n|")]
    [InlineData("|: ping\r\n|\r\n|")]
    [InlineData("|:\r\r|")]
    [InlineData("|\n|\n|event: e\n\n|")]
    [InlineData("|retry: 5\n\n|unknown\n\n|:\n|")]
    [InlineData("|data\n: comment within the event\ndata\n\n|")]
    public void The_client_is_between_two_events(string marked)
    {
        // A bar after a CR that may belong to a CR LF is no position: the last byte of the fourth and fifth stream.
        var expected = marked is "|data: a\r\n\r|" or "|data: a\n\r|" ? marked[..^1] : marked;
        var stream = marked.Replace("|", "", StringComparison.Ordinal);
        var seen = new StringBuilder();
        for (var length = 0; length <= stream.Length; length++)
        {
            seen.Append(length > 0 ? stream[(length - 1)..length] : "").Append(Read(stream[..length], length).IsBetweenEvents ? "|" : "");
            for (var at = 0; at <= length; at++)
            {
                Assert.Equal(Read(stream[..length], length).IsBetweenEvents, Read(stream[..length], at).IsBetweenEvents);
            }
        }

        Assert.Equal(expected, seen.ToString());
    }

    [Theory]
    [InlineData("data: a\n\n", null)]
    [InlineData("id: 1\ndata: a\n\n", "1")]
    [InlineData("id: 1\n\n", "1")]
    [InlineData("id: 1\n", null)]
    [InlineData("id: 1\n\nid: 2\n", "1")]
    [InlineData("id: 1\n\nid: 2", "1")]
    [InlineData("id: 1\nid: 2\n\n", "2")]
    [InlineData("id:3\r\n\r\n", "3")]
    [InlineData("id:  3 \r\r", " 3 ")]
    [InlineData("id: 1\n\nid\n\n", "")]
    [InlineData("id: 1\n\nid:\n\n", "")]
    [InlineData("id: 1\n\nid: a\0b\n\n", "1")]
    [InlineData("id: 1\n\n id: 2\n\nidx: 3\n\nID: 4\n\n:id: 5\n\ndata: id: 6\n\n", "1")]
    [InlineData("id: é:x\n\n", "é:x")]
    public void The_last_id_is_that_of_the_specification(string stream, string? expected)
    {
        var length = Encoding.UTF8.GetByteCount(stream);
        for (var at = 0; at <= length; at++)
        {
            Assert.Equal(expected, Read(stream, at).LastId is { } id ? Encoding.UTF8.GetString(id) : null);
        }
    }

    [Fact]
    public void A_byte_order_mark_and_a_long_id_keep_the_stream()
    {
        Assert.True(Read("\uFEFFdata: a\n\n", 1) is { HasByteOrderMark: true, IsBetweenEvents: false });
        Assert.False(Read("data: \uFEFF\n\n\uFEFF\n\n", 2).HasByteOrderMark);
        Assert.True(Read($"id:{new string('1', EventStreamParser.MaxIdLength)}\n\n", 5) is { HasLongId: false, IsBetweenEvents: true });
        Assert.True(Read($"id:{new string('1', EventStreamParser.MaxIdLength + 1)}\n\n", 5) is { HasLongId: true, IsBetweenEvents: false });
    }

    private static EventStreamParser Read(string stream, int split)
    {
        var bytes = Encoding.UTF8.GetBytes(stream);
        var parser = default(EventStreamParser);
        parser.Read(bytes.AsSpan(0, split));
        parser.Read(bytes.AsSpan(split));
        return parser;
    }
}
