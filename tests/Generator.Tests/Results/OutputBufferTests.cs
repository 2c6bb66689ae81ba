using System.Text;
using Graceful;
using Graceful.Routing;
using Microsoft.AspNetCore.Http;

namespace Generator.Tests.Results;

public sealed class OutputBufferTests
{
    [Fact]
    public void Text_and_bytes_follow_each_other_however_long_they_are()
    {
        var (buffer, expected) = (default(OutputBuffer), new StringBuilder());
        Assert.True(buffer.IsEmpty);
        foreach (var length in new[] { 0, 1, 255, 256, 1, 600, 5000, 3 })
        {
            var text = string.Concat(Enumerable.Range(0, length).Select(i => (char)('a' + (i % 26)))) + (length > 1 ? "é" : string.Empty);
            buffer.Write(text);
            buffer.Write(Encoding.UTF8.GetBytes(text));
            expected.Append(text).Append(text);

            Assert.Equal(expected.ToString(), Encoding.UTF8.GetString(buffer.Written));
            Assert.Equal((buffer.Written.Length, expected.Length == 0), (buffer.Length, buffer.IsEmpty));
        }

        buffer.Write((string?)null);
        Assert.Equal(expected.ToString(), Encoding.UTF8.GetString(buffer.Written));

        buffer.Clear();
        Assert.True(buffer.IsEmpty);
        buffer.Write("x");
        Assert.Equal("x", Encoding.UTF8.GetString(buffer.Written));
    }

    [Fact]
    public void A_released_buffer_refuses_text_and_accepts_nothing()
    {
        var buffer = default(OutputBuffer);
        buffer.Write("x");
        buffer.Release();

        Assert.True(buffer.IsEmpty);
        buffer.Write(string.Empty);
        Assert.Throws<InvalidOperationException>(() => Write(buffer));
        buffer.Release();

        static void Write(OutputBuffer buffer) => buffer.Write("y");
    }

    [Theory]
    [InlineData("/a?b=c", "/a?b=c")]
    [InlineData("/a%20é", "/a%20%C3%A9")]
    [InlineData("/😀 b", "/%F0%9F%98%80 b")]
    public void An_address_is_encoded_where_it_is_not_ASCII(string url, string expected) =>
        Assert.Equal(expected, Redirection.EncodeLocation(url));

    [Fact]
    public void A_redirect_needs_an_address_and_its_status()
    {
        var context = new RequestContext();

        Assert.Throws<ArgumentException>(() => context.Redirect(string.Empty));
        Assert.Throws<ArgumentOutOfRangeException>(() => context.Redirect("/a", 200));
    }

    [Theory]
    [InlineData(null, null, null, "")]
    [InlineData("", null, "text/plain; charset=utf-8", "")]
    [InlineData("é", null, "text/plain; charset=utf-8", "é")]
    [InlineData("é", "text/html", "text/html", "é")]
    public async Task Text_has_the_content_type_that_the_action_has_set(string? text, string? before, string? after, string expected)
    {
        var body = new MemoryStream();
        var context = new DefaultHttpContext { Response = { Body = body, ContentType = before } };
        await ActionResponse.WriteAsync(context, text);

        Assert.Equal((after, expected), (context.Response.ContentType, Encoding.UTF8.GetString(body.ToArray())));
    }

    [Theory]
    [InlineData(300, false)]
    [InlineData(301, true)]
    [InlineData(302, true)]
    [InlineData(303, true)]
    [InlineData(304, false)]
    [InlineData(307, true)]
    [InlineData(308, true)]
    [InlineData(200, false)]
    public void A_redirect_has_a_link(int status, bool hasLink)
    {
        var response = new DefaultHttpContext().Response;
        response.StatusCode = status;
        Assert.Null(Redirection.Link(response));
        response.Headers.Location = "/a?b&c";

        Assert.Equal(hasLink, Redirection.IsRedirect(status));
        Assert.Equal(hasLink, Redirection.Link(response)?.StartsWith("<a href=\"/a?b&amp;c\">", StringComparison.Ordinal) == true);
    }
}
