using System.Net;
using System.Net.Sockets;

namespace Graceful.Transport;

/// <summary>Tells from the addresses of the server whether an endpoint speaks TLS: a listener does not know it.</summary>
internal static class EndpointScheme
{
    private const string Https = "https://";

    /// <param name="addresses">The bound addresses in Kestrel's form (ListenOptions.GetDisplayName).</param>
    /// <param name="endPoint">The address of a listener.</param>
    internal static bool IsHttps(IEnumerable<string> addresses, EndPoint endPoint) => addresses.Any(address =>
        address.StartsWith(Https, StringComparison.OrdinalIgnoreCase) && IsAddressOf(address[Https.Length..], endPoint));

    private static bool IsAddressOf(string address, EndPoint endPoint) => endPoint switch
    {
        UnixDomainSocketEndPoint unix => address == $"unix:{unix}",
        IPEndPoint ip => address == ip.ToString() || (IPAddress.IsLoopback(ip.Address) && address == $"localhost:{ip.Port}"),
        _ => false,
    };
}
