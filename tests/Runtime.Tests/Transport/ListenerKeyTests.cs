using System.Net;
using System.Net.Sockets;
using Graceful.Transport;
using Microsoft.AspNetCore.Connections;

namespace Runtime.Tests.Transport;

/// <summary>The keys of listening sockets, which older and newer versions exchange.</summary>
public sealed class ListenerKeyTests
{
    [Theory]
    [InlineData("tcp:127.0.0.1:80")]
    [InlineData("tcp:127.0.0.1:0")]
    [InlineData("tcp:[::1]:8080")]
    [InlineData("unix:/run/app.sock")]
    [InlineData("unix:@abstract")]
    [InlineData("handle:7")]
    public void A_key_leads_to_its_endpoint_and_back(string key) => Assert.Equal(key, ListenerKey.Of(ListenerKey.TryParse(key)!));

    [Fact]
    public void The_kinds_of_endpoints_are_told_apart()
    {
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 80), ListenerKey.TryParse("tcp:127.0.0.1:80"));
        Assert.Equal(new UnixDomainSocketEndPoint("/run/a:b#2"), ListenerKey.TryParse("unix:/run/a:b#2"));
        Assert.Equal(new UnixDomainSocketEndPoint("\0name"), ListenerKey.TryParse("unix:@name"));
        Assert.Equal((ulong)7, Assert.IsType<FileHandleEndPoint>(ListenerKey.TryParse("handle:7")).FileHandle);
    }

    [Theory]
    [InlineData("tcp:127.0.0.1:80#2", "tcp:127.0.0.1:80")]
    [InlineData("handle:7#3", "handle:7")]
    public void The_number_of_a_further_listener_for_an_endpoint_is_not_part_of_the_endpoint(string key, string first) =>
        Assert.Equal(first, ListenerKey.Of(ListenerKey.TryParse(key)!));

    [Theory]
    [InlineData("")]
    [InlineData("tcp")]
    [InlineData("tcp:nowhere")]
    [InlineData("unix:@")]
    [InlineData("unix:")]
    [InlineData("unix:relative")]
    [InlineData("handle:x")]
    [InlineData("handle:-7")]
    [InlineData("udp:127.0.0.1:80")]
    public void Other_text_is_not_a_key(string text) => Assert.Null(ListenerKey.TryParse(text));

    /// <summary>A path of 108 bytes or more (unix(7)) may come from the environment.</summary>
    [Fact]
    public void A_path_that_is_too_long_is_not_a_key() => Assert.Null(ListenerKey.TryParse("unix:/" + new string('x', 200)));

    [Fact]
    public void Other_endpoints_are_not_supported()
    {
        var other = new DnsEndPoint("localhost", 80);
        Assert.Contains("localhost", Assert.Throws<NotSupportedException>(() => ListenerKey.Of(other)).Message, StringComparison.Ordinal);
        Assert.False(ListenerKey.IsSupported(other));
        Assert.True(ListenerKey.IsSupported(new IPEndPoint(IPAddress.Any, 1)));
        Assert.True(ListenerKey.IsSupported(new UnixDomainSocketEndPoint("/a")));
        Assert.True(ListenerKey.IsSupported(new FileHandleEndPoint(3, FileHandleType.Auto)));
    }
}
