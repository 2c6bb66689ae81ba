using Graceful.Logging;
using Graceful.Transport;

namespace Runtime.Tests.Logging;

public sealed class LogTextTests
{
    [Theory]
    [InlineData("/orders/17?page=2", "/orders/17?page=2")]
    [InlineData("/größe/日本/😀", "/größe/日本/😀")]
    [InlineData("/a\nb\rc\td", @"/a\nb\rc\td")]
    [InlineData("/a\u001b[31mred", @"/a\u001B[31mred")]
    [InlineData("/a\0b\u007Fc\u0085d", @"/a\u0000b\u007Fc\u0085d")]
    [InlineData("/a\u2028b\u2029c", @"/a\u2028b\u2029c")]
    [InlineData("/a\u202Eb", @"/a\u202Eb")]
    [InlineData(@"/a\nb", @"/a\\nb")]
    [InlineData("", "")]
    public void Escapes_everything_that_could_forge_a_line(string text, string expected) =>
        Assert.Equal(expected, LogText.Escape(text));

    [Fact]
    public void Escapes_unpaired_surrogates()
    {
        Assert.Equal(@"a\uD83Db", LogText.Escape("a" + '\uD83D' + "b"));
        Assert.Equal(@"\uDE00", LogText.Escape('\uDE00'.ToString()));
    }

    [Fact]
    public void Cuts_long_text_and_splits_no_pair()
    {
        var text = new string('a', LogText.MaxLength - 1) + "😀tail";

        Assert.Equal(new string('a', LogText.MaxLength - 1) + @"\uD83D…", LogText.Escape(text));
        Assert.Equal(new string('b', LogText.MaxLength), LogText.Escape(new string('b', LogText.MaxLength)));
    }

    [Theory]
    [InlineData(null, null, "no request yet on tcp:127.0.0.1:80")]
    [InlineData("GET /slow/a\n\u001b[31mb", null, @"idle after GET /slow/a\n\u001B[31mb on tcp:127.0.0.1:80")]
    [InlineData("G\u001bT /", "/tmp/a\nb", @"idle after G\u001BT / from /tmp/a\nb on tcp:127.0.0.1:80")]
    public void A_report_is_one_line(string? request, string? remote, string expected) =>
        Assert.Equal(expected, new ConnectionReport("tcp:127.0.0.1:80", remote, request, Since: null).ToString());
}
