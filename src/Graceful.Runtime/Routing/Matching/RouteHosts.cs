using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Graceful.Routing;

/// <summary>The hosts of a route: <c>example.com</c>, <c>*.example.com</c> (subdomains), with an optional port; <c>*:8080</c>.</summary>
/// <remarks>As in ASP.NET Core: dotnet/aspnetcore, src/Http/Routing/src/Matching/HostMatcherPolicy.cs.</remarks>
internal sealed class RouteHosts
{
    private const string Any = "*";

    private readonly (string Host, int? Port)[] _hosts;

    /// <exception cref="InvalidOperationException">A host is not valid.</exception>
    public RouteHosts(IReadOnlyList<string> hosts) => _hosts = [.. hosts.Select(Parse)];

    public bool Contain(HttpRequest request)
    {
        var (name, port) = (request.Host.Host, request.Host.Port ?? DefaultPort(request.Scheme));
        foreach (var (host, onlyPort) in _hosts)
        {
            if ((onlyPort is null || onlyPort == port) && IsHost(name, host))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsHost(string name, string host) =>
        host == Any ||
        (host.StartsWith("*.", StringComparison.Ordinal)
            ? name.AsSpan().EndsWith(host.AsSpan(1), StringComparison.OrdinalIgnoreCase)
            : name.Equals(host, StringComparison.OrdinalIgnoreCase));

    private static int? DefaultPort(string scheme) =>
        string.Equals(scheme, Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase) ? 443
        : string.Equals(scheme, Uri.UriSchemeHttp, StringComparison.OrdinalIgnoreCase) ? 80
        : null;

    private static (string Host, int? Port) Parse(string text)
    {
        // The colons of an IPv6 address are in brackets.
        var colon = text.LastIndexOf(':');
        if (text.Length > 0 && (colon < 0 || colon < text.LastIndexOf(']')))
        {
            return (text, null);
        }

        var port = text[(colon + 1)..];
        return colon > 0 && port == Any ? (text[..colon], null)
            : colon > 0 && int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (text[..colon], number)
            : throw new InvalidOperationException(
                $"'{text}' in [Host] is not a host. Write 'example.com', '*.example.com', 'example.com:8080' or '*:8080'.");
    }
}
