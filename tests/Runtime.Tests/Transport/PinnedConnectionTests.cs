using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Instruments.Raw;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Runtime.Tests.Processes;

namespace Runtime.Tests.Transport;

/// <summary>Connections with state in this process stay in it: upgraded ones, TLS, HTTP/2. Each before and after its first byte.</summary>
public sealed class PinnedConnectionTests
{
    private static readonly byte[] Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray();
    private static readonly byte[] EmptySettings = [0, 0, 0, 4, 0, 0, 0, 0, 0];
    private static readonly byte[] SettingsAck = [0, 0, 0, 4, 1, 0, 0, 0, 0];
    private static readonly ServerSetup Http2 = new()
    {
        Listen = kestrel => kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2),
    };

    [Fact]
    public async Task An_upgraded_connection_stays_until_it_ends()
    {
        await using var two = await TwoGenerations.StartAsync();
        using var client = await RawSocket.ConnectAsync(two.Old.EndPoint);
        await client.SendAsync(Encoding.ASCII.GetBytes("GET /upgrade HTTP/1.1\r\nHost: t\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n"));
        Assert.StartsWith("HTTP/1.1 101", Encoding.ASCII.GetString(await ReadUntilAsync(client, "\r\n\r\n"u8.ToArray())));

        var drained = two.DrainAsync();
        two.Old.Drain.CloseIdle();
        await client.SendAsync("still here"u8.ToArray());
        Assert.Equal("still here", Encoding.ASCII.GetString(await ReadAsync(client, 10)));

        client.Shutdown(SocketShutdown.Send);
        Assert.Empty(await ReadToEndAsync(client));
        await drained;
        Assert.Equal(0, two.Sink.Taken);
    }

    [Fact]
    public async Task A_TLS_connection_answers_another_request_and_announces_its_end()
    {
        await using var two = await TwoGenerations.StartAsync(TestTls.Server);
        await using var tls = await TestTls.ConnectAsync(two.Old.EndPoint);
        await tls.WriteAsync(Request("/who"));
        Assert.EndsWith("\r\n\r\nold", await ReadResponseAsync(tls, 3));

        var drained = two.DrainAsync();
        await tls.WriteAsync(Request("/who"));
        var answer = await ReadResponseAsync(tls, 3);
        Assert.EndsWith("\r\n\r\nold", answer);
        Assert.Contains("Connection: close", answer, StringComparison.Ordinal);
        Assert.Equal(0, await tls.ReadAsync(new byte[1]).AsTask().WaitAsync(Until.Limit));
        await drained;
        Assert.Equal(0, two.Sink.Taken);
    }

    [Fact]
    public async Task An_idle_TLS_connection_is_closed_in_order_after_its_time()
    {
        await using var two = await TwoGenerations.StartAsync(TestTls.Server);
        await using var tls = await TestTls.ConnectAsync(two.Old.EndPoint);
        await tls.WriteAsync(Request("/who"));
        await ReadResponseAsync(tls, 3);

        // The client may have its answer before the server has finished the request.
        var drained = two.DrainAsync();
        await two.Old.CloseIdleUntilAsync(drained);
        Assert.Equal(0, await tls.ReadAsync(new byte[1]).AsTask().WaitAsync(Until.Limit));
        await drained;
    }

    [Fact]
    public async Task A_TLS_connection_without_a_byte_leaves_and_shakes_hands_with_the_successor()
    {
        await using var two = await TwoGenerations.StartAsync(TestTls.Server);
        using var client = await RawSocket.ConnectAsync(two.Old.EndPoint);
        await two.AcceptedAsync();

        await two.DrainAsync();
        await using var tls = await TestTls.HandshakeAsync(new NetworkStream(client));
        await tls.WriteAsync(Request("/who"));
        Assert.EndsWith("\r\n\r\nnew", await ReadResponseAsync(tls, 3));
    }

    [Fact]
    public async Task A_TLS_handshake_that_has_begun_ends_where_it_began()
    {
        await using var two = await TwoGenerations.StartAsync(TestTls.Server);
        using var client = await RawSocket.ConnectAsync(two.Old.EndPoint);

        // The client's first flight stops after a few bytes of its record.
        await using var halting = new HaltingStream(client, haltAfter: 20);
        var shaking = TestTls.HandshakeAsync(halting);
        await halting.HaltedAsync().WaitAsync(Until.Limit);
        await two.ReadByOldAsync(client.LocalEndPoint!);

        var drained = two.DrainAsync();
        halting.GoOn();
        await using var tls = await shaking;
        await tls.WriteAsync(Request("/who"));
        Assert.EndsWith("\r\n\r\nold", await ReadResponseAsync(tls, 3));
        two.Old.Drain.CloseIdle();
        await drained;
        Assert.Equal(0, two.Sink.Taken);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(23)]
    [InlineData(24)]
    public async Task An_HTTP_2_connection_stays_from_the_first_byte_of_its_preface(int split)
    {
        await using var two = await TwoGenerations.StartAsync(Http2);
        using var client = await RawSocket.ConnectAsync(two.Old.EndPoint);
        await client.SendAsync(Preface.AsMemory(0, split));
        await two.ReadByOldAsync(client.LocalEndPoint!);

        var drained = two.DrainAsync();
        await client.SendAsync((byte[])[.. Preface[split..], .. EmptySettings]);
        Assert.Equal(4, (await ReadFrameAsync(client)).Type);
        await client.SendAsync(SettingsAck);
        Assert.Equal(0, two.Sink.Taken);
        two.Old.Drain.Abort();
        await drained;
        Assert.Equal(0, two.Sink.Taken);
    }

    [Fact]
    public async Task An_HTTP_2_connection_without_a_byte_leaves_and_hears_nothing_from_the_old_process()
    {
        await using var two = await TwoGenerations.StartAsync(Http2);
        using var client = await RawSocket.ConnectAsync(two.Old.EndPoint);
        await two.AcceptedAsync();

        await two.DrainAsync();
        await client.SendAsync((byte[])[.. Preface, .. EmptySettings]);

        // The first frame of a server is SETTINGS (RFC 9113, 3.4): a GOAWAY before it would be a connection error.
        Assert.Equal(4, (await ReadFrameAsync(client)).Type);
        Assert.Equal(1, two.Sink.Taken);
    }

    [Fact]
    public async Task An_idle_HTTP_2_connection_is_closed_by_its_client_when_it_is_told()
    {
        await using var two = await TwoGenerations.StartAsync(Http2);
        using var handler = new SocketsHttpHandler();
        using var http = new HttpClient(handler)
        {
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        Assert.Equal("old", await http.GetStringAsync(new Uri($"http://{two.Old.EndPoint}/who")));

        // Only GOAWAY makes the client close: neither side closes otherwise.
        await two.DrainAsync().WaitAsync(Until.Limit);
        Assert.Equal((0, 1), two.Old.Drain.TakeCounts());
    }

    [Fact]
    public async Task An_HTTP_2_connection_with_a_stream_open_gets_GOAWAY_at_once()
    {
        await using var two = await TwoGenerations.StartAsync(Http2);
        using var handler = new SocketsHttpHandler();
        using var http = new HttpClient(handler)
        {
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        var held = http.GetStringAsync(new Uri($"http://{two.Old.EndPoint}/held"));
        await two.Old.App.EnteredAsync();
        var drained = two.DrainAsync();
        two.Old.App.Release();
        Assert.Equal("old", await held);
        await drained.WaitAsync(Until.Limit);
        Assert.Equal((0, 1), two.Old.Drain.TakeCounts());
    }

    private static byte[] Request(string path) => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");

    private static async Task<string> ReadResponseAsync(Stream stream, int bodyLength)
    {
        using var limit = new CancellationTokenSource(Until.Limit);
        var bytes = new List<byte>();
        var buffer = new byte[4096];
        while (true)
        {
            var text = Encoding.ASCII.GetString([.. bytes]);
            var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (head >= 0 && text.Length >= head + 4 + bodyLength)
            {
                return text;
            }

            var count = await stream.ReadAsync(buffer, limit.Token);
            Assert.True(count > 0, $"The connection ended after: {text}");
            bytes.AddRange(buffer[..count]);
        }
    }

    private static async Task<byte[]> ReadAsync(Socket socket, int count)
    {
        using var limit = new CancellationTokenSource(Until.Limit);
        var bytes = new byte[count];
        for (var at = 0; at < count;)
        {
            var received = await socket.ReceiveAsync(bytes.AsMemory(at), limit.Token);
            Assert.True(received > 0, $"The connection ended after {at} of {count} bytes.");
            at += received;
        }

        return bytes;
    }

    private static async Task<byte[]> ReadUntilAsync(Socket socket, byte[] end)
    {
        var bytes = new List<byte>();
        while (!CollectionsMarshal.AsSpan(bytes).EndsWith(end))
        {
            bytes.AddRange(await ReadAsync(socket, 1));
        }

        return [.. bytes];
    }

    private static async Task<byte[]> ReadToEndAsync(Socket socket)
    {
        using var limit = new CancellationTokenSource(Until.Limit);
        var bytes = new List<byte>();
        var buffer = new byte[4096];
        int count;
        while ((count = await socket.ReceiveAsync(buffer, limit.Token)) > 0)
        {
            bytes.AddRange(buffer[..count]);
        }

        return [.. bytes];
    }

    /// <summary>A frame's type and payload (RFC 9113, 4.1).</summary>
    private static async Task<(byte Type, byte[] Payload)> ReadFrameAsync(Socket socket)
    {
        var head = await ReadAsync(socket, 9);
        return (head[3], await ReadAsync(socket, (head[0] << 16) | (head[1] << 8) | head[2]));
    }
}
