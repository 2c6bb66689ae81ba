using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Instruments.Raw;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Runtime.Tests.Processes;

namespace Runtime.Tests.Transport;

/// <summary>
/// A connection that is still opening when IdleLinger is over (a handshake, a preface, an incomplete first request) is not idle: closing
/// it would fail its first request. It is closed when its client has sent nothing for a whole further IdleLinger.
/// </summary>
public sealed class OpeningConnectionTests
{
    private static readonly ServerSetup Plaintext = new()
    {
        Listen = kestrel => kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2),
    };

    /// <summary>Into a successor, or at a stop.</summary>
    public static TheoryData<bool> Drains => [true, false];

    [Theory]
    [InlineData(1)]
    [InlineData(12)]
    [InlineData(24)]
    public async Task Half_a_preface(int split)
    {
        await using var two = await TwoGenerations.StartAsync(Plaintext);
        using var socket = await RawSocket.ConnectAsync(two.Old.EndPoint);
        await using var client = new Http2Client(new NetworkStream(socket));
        await client.SendAsync(Http2Client.Preface[..split]);
        await two.ReadByOldAsync(socket.LocalEndPoint!);

        var drained = two.DrainAsync();
        two.Old.Drain.CloseIdle();
        await client.SendAsync([.. Http2Client.Preface[split..], .. Http2Client.EmptySettings]);
        await AssertAnsweredAndToldAsync(two.Old, client, drained);
    }

    [Theory]
    [MemberData(nameof(Drains))]
    public async Task HTTP_2_without_a_request(bool hasSuccessor)
    {
        await using var two = await TwoGenerations.StartAsync(Plaintext);
        await using var client = await Http2Client.ConnectAsync(two.Old.EndPoint, isTls: false);
        await client.OpenAsync();

        var drained = hasSuccessor ? two.DrainAsync() : two.Old.DrainAsync(null);
        two.Old.Drain.CloseIdle();
        await AssertAnsweredAndToldAsync(two.Old, client, drained);
    }

    [Theory]
    [MemberData(nameof(Drains))]
    public async Task HTTP_2_over_TLS_without_a_request(bool hasSuccessor)
    {
        await using var two = await TwoGenerations.StartAsync(TestTls.Server);
        await using var client = await Http2Client.ConnectAsync(two.Old.EndPoint, isTls: true);

        // The client's preface may be on its way, which the server cannot know.
        var drained = hasSuccessor ? two.DrainAsync() : two.Old.DrainAsync(null);
        two.Old.Drain.CloseIdle();
        await client.OpenAsync();
        two.Old.Drain.CloseIdle();
        await AssertAnsweredAndToldAsync(two.Old, client, drained);
    }

    [Theory]
    [MemberData(nameof(Drains))]
    public async Task A_TLS_handshake_that_halts(bool hasSuccessor)
    {
        await using var two = await TwoGenerations.StartAsync(TestTls.Server);
        using var socket = await RawSocket.ConnectAsync(two.Old.EndPoint);
        await using var halting = new HaltingStream(socket, haltAfter: 20);
        var shaking = TestTls.HandshakeAsync(halting);
        await halting.HaltedAsync();
        await two.ReadByOldAsync(socket.LocalEndPoint!);

        var drained = hasSuccessor ? two.DrainAsync() : two.Old.DrainAsync(null);
        two.Old.Drain.CloseIdle();
        halting.GoOn();
        await using var tls = await shaking;
        two.Old.Drain.CloseIdle();
        await AssertAnsweredAndClosedAsync(tls, "GET /who HTTP/1.1\r\nHost: t\r\n\r\n", "old");
        await drained;
        Assert.Equal(0, two.Sink.Taken);
    }

    [Theory]
    [MemberData(nameof(Drains))]
    public async Task HTTP_1_over_TLS_without_a_request(bool hasSuccessor)
    {
        await using var two = await TwoGenerations.StartAsync(TestTls.Server);
        await using var tls = await TestTls.ConnectAsync(two.Old.EndPoint);

        var drained = hasSuccessor ? two.DrainAsync() : two.Old.DrainAsync(null);
        two.Old.Drain.CloseIdle();
        await AssertAnsweredAndClosedAsync(tls, "GET /who HTTP/1.1\r\nHost: t\r\n\r\n", "old");
        await drained;
    }

    [Theory]
    [MemberData(nameof(Drains))]
    public async Task A_TLS_handshake_that_goes_no_further_is_ended(bool hasSuccessor)
    {
        await using var two = await TwoGenerations.StartAsync(TestTls.Server);
        using var socket = await RawSocket.ConnectAsync(two.Old.EndPoint);
        await using var halting = new HaltingStream(socket, haltAfter: 20);
        var shaking = TestTls.HandshakeAsync(halting);
        await halting.HaltedAsync();
        await two.ReadByOldAsync(socket.LocalEndPoint!);

        await AssertSilentOneIsClosedAsync(two, hasSuccessor);
        halting.GoOn();
        await Assert.ThrowsAnyAsync<IOException>(() => shaking);
    }

    [Theory]
    [MemberData(nameof(Drains))]
    public async Task A_client_that_sends_nothing_after_the_handshake_is_closed(bool hasSuccessor)
    {
        await using var two = await TwoGenerations.StartAsync(TestTls.Server);
        await using var tls = await TestTls.ConnectAsync(two.Old.EndPoint);
        await AssertSilentOneIsClosedAsync(two, hasSuccessor);
        Assert.Equal(0, await tls.ReadAsync(new byte[1]));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task A_client_of_HTTP_2_that_opens_no_stream_is_let_go(bool isTls, bool hasSuccessor)
    {
        await using var two = await TwoGenerations.StartAsync(isTls ? TestTls.Server : Plaintext);
        await using var client = await Http2Client.ConnectAsync(two.Old.EndPoint, isTls);
        await client.OpenAsync();
        await AssertSilentOneIsClosedAsync(two, hasSuccessor);
        Assert.Equal(0, (await client.GoAwayAsync()).LastStream);
    }

    [Fact]
    public async Task A_preface_that_goes_no_further_is_ended()
    {
        await using var two = await TwoGenerations.StartAsync(Plaintext);
        using var socket = await RawSocket.ConnectAsync(two.Old.EndPoint);
        await using var client = new Http2Client(new NetworkStream(socket));
        await client.SendAsync(Http2Client.Preface[..12]);
        await two.ReadByOldAsync(socket.LocalEndPoint!);
        await AssertSilentOneIsClosedAsync(two, hasSuccessor: true);
    }

    /// <summary>The successor has died meanwhile: the time starts again with the next drain.</summary>
    [Fact]
    public async Task A_drain_that_was_called_off_has_not_been_counted()
    {
        await using var two = await TwoGenerations.StartAsync(TestTls.Server);
        await using var tls = await TestTls.ConnectAsync(two.Old.EndPoint);
        _ = two.DrainAsync();
        two.Old.Drain.CloseIdle();
        two.Old.Drain.TakeBack();

        var drained = two.DrainAsync();
        two.Old.Drain.CloseIdle();
        await AssertAnsweredAndClosedAsync(tls, "GET /who HTTP/1.1\r\nHost: t\r\n\r\n", "old");
        await drained;
    }

    [Fact]
    public async Task An_upload_over_TLS_goes_on()
    {
        await using var two = await TwoGenerations.StartAsync(TestTls.Server);
        await using var tls = await TestTls.ConnectAsync(two.Old.EndPoint);
        await tls.WriteAsync("POST /body HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n"u8.ToArray());

        // The application is reading the body when idle connections are closed.
        Assert.StartsWith("HTTP/1.1 100", await ReadUntilAsync(tls, "\r\n\r\n"));
        var drained = two.DrainAsync();
        two.Old.Drain.CloseIdle();
        await tls.WriteAsync("ab"u8.ToArray());
        two.Old.Drain.CloseIdle();
        await tls.WriteAsync("cde"u8.ToArray());
        var response = await ReadUntilAsync(tls, "old 5 495");
        Assert.StartsWith("HTTP/1.1 200", response);
        Assert.Contains("Connection: close", response, StringComparison.Ordinal);
        Assert.Equal(0, await tls.ReadAsync(new byte[1]));
        await drained;
    }

    [Fact]
    public async Task An_upgraded_connection_over_TLS_goes_on()
    {
        await using var two = await TwoGenerations.StartAsync(TestTls.Server);
        await using var tls = await TestTls.ConnectAsync(two.Old.EndPoint);
        await tls.WriteAsync("GET /upgrade HTTP/1.1\r\nHost: t\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n"u8.ToArray());
        Assert.StartsWith("HTTP/1.1 101", await ReadUntilAsync(tls, "\r\n\r\n"));

        var drained = two.DrainAsync();
        for (var i = 0; i < 3; i++)
        {
            two.Old.Drain.CloseIdle();
            await tls.WriteAsync("still here."u8.ToArray());
            Assert.Equal("still here.", await ReadUntilAsync(tls, "."));
        }

        two.Old.Drain.Abort();
        await drained;
    }

    [Fact]
    public async Task A_response_over_TLS_that_had_begun_is_followed_by_one_that_announces()
    {
        await using var two = await TwoGenerations.StartAsync(TestTls.Server);
        await using var tls = await TestTls.ConnectAsync(two.Old.EndPoint);
        await tls.WriteAsync("GET /started HTTP/1.1\r\nHost: t\r\n\r\n"u8.ToArray());
        await two.Old.App.EnteredAsync();

        var drained = two.DrainAsync();
        two.Old.Drain.CloseIdle();
        two.Old.App.Release();
        Assert.EndsWith("\r\n\r\nold", await ReadUntilAsync(tls, "old"));
        await AssertAnsweredAndClosedAsync(tls, "GET /who HTTP/1.1\r\nHost: t\r\n\r\n", "old");
        await drained;
    }

    private static async Task AssertSilentOneIsClosedAsync(TwoGenerations two, bool hasSuccessor)
    {
        var drained = hasSuccessor ? two.DrainAsync() : two.Old.DrainAsync(null);
        await two.Old.CloseIdleUntilAsync(drained);
        Assert.Equal(0, two.Sink.Taken);
    }

    private static async Task AssertAnsweredAndToldAsync(HandoverServer server, Http2Client client, Task drained)
    {
        var others = new List<Http2Frame>();
        Assert.Equal("old", await client.GetAsync("/who", others));
        Assert.All(others, frame => Assert.NotEqual(Http2Frame.Reset, frame.Type));
        if (!others.Exists(frame => frame.Type == Http2Frame.GoAway))
        {
            Assert.Equal(Http2Client.HighestStream, (await client.GoAwayAsync()).LastStream);
        }

        await server.CloseIdleUntilAsync(drained);
    }

    private static async Task AssertAnsweredAndClosedAsync(SslStream tls, string rest, string answer)
    {
        await tls.WriteAsync(Encoding.ASCII.GetBytes(rest));
        var response = await ReadUntilAsync(tls, $"\r\n\r\n{answer}");
        Assert.Contains("Connection: close", response, StringComparison.Ordinal);
        Assert.Equal(0, await tls.ReadAsync(new byte[1]));
    }

    private static async Task<string> ReadUntilAsync(SslStream tls, string end)
    {
        var text = new StringBuilder();
        var one = new byte[1];
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!text.ToString().EndsWith(end, StringComparison.Ordinal))
        {
            Assert.True(await tls.ReadAsync(one, limit.Token) > 0, $"The connection ended after: {text}");
            text.Append((char)one[0]);
        }

        return text.ToString();
    }
}
