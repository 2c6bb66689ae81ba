using Graceful.Routing;
using Microsoft.AspNetCore.Http;

namespace Generator.Tests.Matching;

public sealed class RouteHostsTests
{
    [Theory]
    [InlineData("http", "example.com", "example.com", true)]
    [InlineData("http", "EXAMPLE.com:8080", "example.com", true)]
    [InlineData("http", "other.com", "example.com", false)]
    [InlineData("http", "b", "a,b", true)]
    [InlineData("http", "c", "a,b", false)]

    // A port, which the scheme implies.
    [InlineData("http", "example.com:8080", "example.com:8080", true)]
    [InlineData("http", "example.com:8081", "example.com:8080", false)]
    [InlineData("http", "other.com:8080", "example.com:8080", false)]
    [InlineData("http", "example.com", "example.com:80", true)]
    [InlineData("HTTP", "example.com", "example.com:80", true)]
    [InlineData("http", "example.com", "example.com:443", false)]
    [InlineData("https", "example.com", "example.com:443", true)]
    [InlineData("https", "example.com", "example.com:80", false)]
    [InlineData("ftp", "example.com", "example.com:80", false)]
    [InlineData("http", "example.com:8080", "example.com:*", true)]

    // Subdomains, and every host.
    [InlineData("http", "a.example.com", "*.example.com", true)]
    [InlineData("http", "A.B.EXAMPLE.COM", "*.example.com", true)]
    [InlineData("http", "example.com", "*.example.com", false)]
    [InlineData("http", "xexample.com", "*.example.com", false)]
    [InlineData("http", "a", "*", true)]
    [InlineData("http", "a", "*:80", true)]
    [InlineData("http", "a:81", "*:80", false)]

    // The colons of an address.
    [InlineData("http", "[::1]", "[::1]", true)]
    [InlineData("http", "[::1]:5000", "[::1]", true)]
    [InlineData("http", "[::1]:5000", "[::1]:5000", true)]
    [InlineData("http", "[::1]", "[::1]:5000", false)]
    public void A_request_is_for_one_of_the_hosts(string scheme, string host, string hosts, bool isContained)
    {
        var request = new DefaultHttpContext { Request = { Scheme = scheme, Host = new HostString(host) } }.Request;

        Assert.Equal(isContained, new RouteHosts(hosts.Split(',')).Contain(request));
    }

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData(":80")]
    [InlineData(":*")]
    [InlineData("a:")]
    [InlineData("a:x")]
    [InlineData("a:-1")]
    [InlineData("a: 1")]
    public void Other_texts_are_refused(string host)
    {
        var refused = Assert.Throws<InvalidOperationException>(() => new RouteHosts([host]));

        Assert.StartsWith($"'{host}' in [Host] is not a host.", refused.Message, StringComparison.Ordinal);
    }
}
