using System.Net;
using System.Net.Sockets;
using Graceful.Posix;
using Graceful.Restart;
using Graceful.Transport;
using Instruments.Raw;
using Runtime.Tests.Processes;
using Runtime.Tests.Restart;

namespace Runtime.Tests.Transport;

/// <summary>An endpoint that speaks TLS in the new version takes no plaintext connections of the old one.</summary>
public sealed class ChangedEndpointTests : IPredecessorEvents
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_plaintext_connection(bool isTlsNow)
    {
        await using var two = await TwoGenerations.StartAsync(new ServerSetup(), isTlsNow ? TestTls.Server : new ServerSetup());
        using var client = await two.ConnectAsync();
        Assert.Equal("old", (await client.GetAsync("/who")).Text);
        Assert.Equal(isTlsNow ? HandoverMessage.Refused : HandoverMessage.Adopted, await OfferAsync(two));
        Assert.Equal(isTlsNow ? 1 : 0, two.Successor.Log.Count("speaks TLS now"));
    }

    /// <summary>It may become anything: its client has not sent a byte.</summary>
    [Fact]
    public async Task A_connection_without_a_byte()
    {
        await using var two = await TwoGenerations.StartAsync(TestTls.Server);
        using var client = await two.ConnectAsync();
        await two.AcceptedAsync();
        Assert.Equal(HandoverMessage.Adopted, await OfferAsync(two));
    }

    [Theory]
    [InlineData("https://127.0.0.1:443", "127.0.0.1:443", true)]
    [InlineData("HTTPS://127.0.0.1:443", "127.0.0.1:443", true)]
    [InlineData("http://127.0.0.1:443", "127.0.0.1:443", false)]
    [InlineData("https://127.0.0.1:443", "127.0.0.1:80", false)]
    [InlineData("https://127.0.0.1:443", "127.0.0.2:443", false)]
    [InlineData("https://[::]:443", "[::]:443", true)]
    [InlineData("https://localhost:443", "127.0.0.1:443", true)]
    [InlineData("https://localhost:443", "[::1]:443", true)]
    [InlineData("https://localhost:443", "192.0.2.1:443", false)]
    public void The_scheme_of_an_address(string address, string endPoint, bool isHttps) =>
        Assert.Equal(isHttps, EndpointScheme.IsHttps(["http://192.0.2.1:1", address], IPEndPoint.Parse(endPoint)));

    [Fact]
    public void The_scheme_of_a_Unix_socket()
    {
        Assert.True(EndpointScheme.IsHttps(["https://unix:/run/a.sock"], new UnixDomainSocketEndPoint("/run/a.sock")));
        Assert.False(EndpointScheme.IsHttps(["https://unix:/run/a.sock"], new UnixDomainSocketEndPoint("/run/b.sock")));
    }

    void IPredecessorEvents.RestartRequested()
    {
    }

    void IPredecessorEvents.PredecessorServicesStopped()
    {
    }

    void IPredecessorEvents.PredecessorGone(bool inOrder)
    {
    }

    /// <summary>Offers the only connection of the old process to the new one, as the predecessor does, and returns the answer.</summary>
    private async Task<HandoverMessage> OfferAsync(TwoGenerations two)
    {
        var (ours, theirs) = Packet.CreateChannel();
        using var channel = new ChannelEnd(theirs);
        new Predecessor(ours, two.Successor.Listeners, this).SendReady([]);
        Assert.Equal(HandoverMessage.Ready, (await channel.ReceiveAsync()).Message);
        var sink = new HoldingSink();
        _ = two.Old.DrainAsync(sink);
        var (connection, fd) = await sink.NextAsync();
        channel.Send(HandoverMessage.Connection, connection.Listener.Key, fd);
        var answer = (await channel.ReceiveAsync()).Message;
        two.Old.Transport.Moved(connection, fd);
        return answer;
    }
}
