using Graceful.Routing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Generator.Tests.Matching;

/// <summary>Which <c>%2F</c> of a decoded path is a slash: the path as it was sent decides.</summary>
public sealed class EncodedSlashTests
{
    [Theory]
    [InlineData("/f/abc", 3, 6, "", "/f/abc", "abc")]
    [InlineData("/f/100%", 3, 7, "", "/f/100%25", "100%")]
    [InlineData("/f/a%2Fb", 3, 8, "", "/f/a%2Fb", "a/b")]
    [InlineData("/f/a%2fb%2F", 3, 11, "", "/f/a%2fb%2F", "a/b/")]
    [InlineData("/f/%2F%2F", 3, 9, "", "/f/%2F%2F", "//")]

    // Encoded twice: the text %2F.
    [InlineData("/f/a%2Fb", 3, 8, "", "/f/a%252Fb", "a%2Fb")]
    [InlineData("/f/a%2Fb%2fc", 3, 12, "", "/f/a%252Fb%2fc", "a%2Fb/c")]
    [InlineData("/f/a%2Fb%2fc", 3, 12, "", "/f/a%2Fb%252fc", "a/b%2fc")]
    [InlineData("/f/5%%2F", 3, 8, "", "/f/5%25%252F", "5%%2F")]
    [InlineData("/f/%2F", 3, 6, "", "%252F", "%2F")]

    // Those before and after the value count as well, and those of the query do not.
    [InlineData("/x%2Fy/a%2Fb", 7, 12, "", "/x%2Fy/a%252Fb", "a%2Fb")]
    [InlineData("/x%2Fy/a%2Fb", 7, 12, "", "/x%252Fy/a%2Fb", "a/b")]
    [InlineData("/a%2Fb/c%2Fd", 1, 6, "", "/a%252Fb/c%2Fd", "a%2Fb")]
    [InlineData("/a%2Fb/c%2Fd", 1, 6, "", "/a%2Fb/c%252Fd", "a/b")]
    [InlineData("/a%2Fb", 1, 6, "/p%2Fq", "/p%2Fq/a%252Fb", "a%2Fb")]
    [InlineData("/f/a%2Fb", 3, 8, "", "/f/a%252Fb?x=%2F", "a%2Fb")]
    [InlineData("/f/a%2Fb", 3, 8, "", "?%2F", "a/b")]

    // A rewritten path does not correspond to the one that was sent.
    [InlineData("/f/a%2Fb", 3, 8, "", "/other/%252F%252F", "a/b")]
    [InlineData("/f/a%2Fb", 3, 8, "", "/other", "a/b")]
    public void A_slash_is_decoded_once(string path, int start, int end, string pathBase, string sent, string expected)
    {
        var context = new DefaultHttpContext { Request = { PathBase = new PathString(pathBase) } };
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = sent;

        Assert.Equal(expected, EncodedSlash.Decode(path, start, end, context));
    }

    [Fact]
    public void Without_the_path_as_it_was_sent_each_is_a_slash()
    {
        var context = new DefaultHttpContext(new FeatureCollection());
        context.Features.Set<IHttpRequestFeature>(new HttpRequestFeature { RawTarget = null! });

        Assert.Equal("a/b", EncodedSlash.Decode("/a%2Fb", 1, 6, context));
    }
}
