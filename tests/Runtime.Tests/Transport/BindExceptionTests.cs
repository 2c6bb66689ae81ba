using System.Net;
using System.Net.Sockets;
using Graceful.Transport;

namespace Runtime.Tests.Transport;

/// <summary>The errors of bind(2) that depend on the user and on the machine.</summary>
public sealed class BindExceptionTests
{
    [Theory]
    [InlineData(SocketError.AccessDenied, "permission denied. Configure a port from 1024 on, or grant CAP_NET_BIND_SERVICE")]
    [InlineData(SocketError.TooManyOpenSockets, "too many open files. Raise the limit of descriptors")]
    [InlineData(SocketError.ProtocolNotSupported, "Check the address in the configuration.")]
    public void A_port(SocketError error, string reason) =>
        AssertExplained(new IPEndPoint(IPAddress.Loopback, 80), error, "tcp:127.0.0.1:80: ", reason);

    [Theory]
    [InlineData(SocketError.AccessDenied, "permission denied. Change the owner or the permissions of the directory")]
    [InlineData(SocketError.AddressNotAvailable, "Check the address in the configuration.")]
    public void A_path(SocketError error, string reason) =>
        AssertExplained(new UnixDomainSocketEndPoint("/tmp/app.sock"), error, "unix:/tmp/app.sock: ", reason);

    private static void AssertExplained(EndPoint endPoint, SocketError error, string address, string reason)
    {
        var exception = new BindException(endPoint, new SocketException((int)error));
        Assert.Equal(error, exception.SocketErrorCode);
        Assert.StartsWith("Failed to bind to address " + address, exception.Message, StringComparison.Ordinal);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        Assert.Equal(exception.Message, exception.ToString());
    }
}
