using System.Text;
using Graceful.Transport;

namespace Runtime.Tests.Transport;

public sealed class RequestBoundaryTests
{
    private const string Head = "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\n";

    [Theory]
    [InlineData("", true)]
    [InlineData("ab", false)]
    [InlineData("abcde", true)]
    [InlineData("abcdeG", false)]
    [InlineData("abcde\r\n", true)]
    [InlineData("abcde\r\n\r\n", true)]
    [InlineData("abcde\r", false)]
    [InlineData("abcde\r\nG", false)]
    [InlineData("abcde\r\nGET / HTTP/1.1\r\n", false)]
    [InlineData("abc\r\n", true)]
    [InlineData("abc\r\n\r\n", true)]
    public void A_request_ends_after_its_body_and_empty_lines(string body, bool isAtEnd)
    {
        var boundary = default(RequestBoundary);
        Receive(ref boundary, Head);
        boundary.Begin(Head.Length, body.Length == 0 ? 0 : 5);
        Receive(ref boundary, body);

        var all = Head.Length + body.Length;
        Assert.Equal(isAtEnd, boundary.IsAtRequestEnd(all));
        Assert.Equal(isAtEnd, boundary.MayClose(all));
        Assert.True(boundary.IsConsumed(all));
        Assert.False(boundary.IsAtRequestEnd(all - 1));
        Assert.False(boundary.MayClose(all - 1));
    }

    [Fact]
    public void Bytes_may_arrive_one_by_one()
    {
        var boundary = default(RequestBoundary);
        foreach (var character in Head)
        {
            Receive(ref boundary, character.ToString());
        }

        Assert.False(boundary.IsAtRequestEnd(Head.Length));
        boundary.Begin(Head.Length, 0);
        Assert.True(boundary.IsAtRequestEnd(Head.Length));
        Receive(ref boundary, "\r");
        Assert.False(boundary.IsAtRequestEnd(Head.Length + 1));
        Receive(ref boundary, "\n");
        Assert.True(boundary.IsAtRequestEnd(Head.Length + 2));
        Assert.Equal(Head.Length + 2, boundary.Received);
        Receive(ref boundary, "G");
        Assert.False(boundary.IsAtRequestEnd(Head.Length + 3));
    }

    [Fact]
    public void The_end_of_a_chunked_request_is_unknown()
    {
        var boundary = default(RequestBoundary);
        Receive(ref boundary, Head);
        boundary.Begin(Head.Length, null);
        Assert.False(boundary.IsEndKnown);
        Assert.False(boundary.IsAtRequestEnd(Head.Length));
        Assert.True(boundary.MayClose(Head.Length));
        Assert.False(boundary.MayClose(Head.Length - 1));

        boundary.Begin(Head.Length, 0);
        Assert.True(boundary.IsEndKnown);
        Assert.True(boundary.IsAtRequestEnd(Head.Length));
    }

    [Fact]
    public void The_end_of_a_request_of_any_length_is_known()
    {
        var boundary = default(RequestBoundary);
        boundary.Begin(0, 1);
        Assert.True(boundary.IsEndKnown);
        Assert.False(boundary.IsAtRequestEnd(0));
    }

    [Fact]
    public void A_connection_without_a_byte_is_at_a_boundary() => Assert.True(default(RequestBoundary).IsAtRequestEnd(0));

    private static void Receive(ref RequestBoundary boundary, string text)
    {
        if (text.Length > 0)
        {
            boundary.Receive(Encoding.ASCII.GetBytes(text));
        }
    }
}
