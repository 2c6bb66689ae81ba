using System.Net;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Runtime.Tests.Processes;

namespace Runtime.Tests.Transport;

/// <summary>
/// In HTTP/2 and under TLS, flushes share a send(2). No byte is lost, doubled or reordered, and none waits for the application.
/// </summary>
public sealed class JoinedFlushesTests
{
    private static readonly ServerSetup Plaintext = new()
    {
        Listen = kestrel => kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2),
    };

    [Theory]
    [InlineData(false, 64 * 1024)]
    [InlineData(false, 1)]
    [InlineData(false, null)]
    [InlineData(true, 64 * 1024)]
    [InlineData(true, 1)]
    [InlineData(true, null)]
    public async Task Responses_to_many_streams_of_one_packet_arrive_whole(bool isTls, int? writeBuffer)
    {
        const int Rounds = 3, Streams = 40;
        await using var server = await StartAsync(isTls, writeBuffer);
        await using var client = await Http2Client.ConnectAsync(server.EndPoint, isTls);
        await client.OpenAsync(Http2Client.WideSettings);

        for (var round = 0; round < Rounds; round++)
        {
            var lengths = Enumerable.Range(round, Streams).Select(i => 1 + (i * 9973 % 60_000)).ToArray();
            var streams = await client.SendRequestsAsync([.. lengths.Select(length => $"/big?n={length}")]);
            var bodies = await client.ReadBodiesAsync(streams);
            for (var i = 0; i < Streams; i++)
            {
                Assert.True(Pattern(lengths[i]).AsSpan().SequenceEqual(bodies[streams[i]]));
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_that_does_not_read_delays_no_other_and_gets_its_responses_later(bool isTls)
    {
        const int Length = 6_000_000, Streams = 4;
        await using var server = await StartAsync(isTls);
        await using var slow = await Http2Client.ConnectAsync(server.EndPoint, isTls);
        await slow.OpenAsync(Http2Client.WideSettings);
        var streams = await slow.SendRequestsAsync([.. Enumerable.Repeat($"/big?n={Length}", Streams)]);
        await Until.TrueAsync(() => server.Gate.Snapshot() is [{ IsSendBlocked: true }], "the socket buffer to be full");

        await using var other = await Http2Client.ConnectAsync(server.EndPoint, isTls);
        await other.OpenAsync();
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal("one", await other.GetAsync("/who"));
        }

        var expected = Pattern(Length);
        Assert.All((await slow.ReadBodiesAsync(streams)).Values, body => Assert.True(expected.AsSpan().SequenceEqual(body)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_ends_when_its_client_goes_or_the_drain_aborts_it_during_a_send(bool isTls)
    {
        await using var server = await StartAsync(isTls);
        var gone = await BlockedAsync();
        await gone.DisposeAsync();
        await Until.TrueAsync(() => server.Gate.Count == 0, "the connection to end");

        await using var aborted = await BlockedAsync();
        var drained = server.DrainAsync(null);
        Assert.Equal(1, server.Drain.Abort().Connections);
        await drained.WaitAsync(Until.Limit);

        async Task<Http2Client> BlockedAsync()
        {
            var client = await Http2Client.ConnectAsync(server.EndPoint, isTls);
            await client.OpenAsync(Http2Client.WideSettings);
            await client.SendRequestsAsync([.. Enumerable.Repeat("/big?n=8000000", 4)]);
            await Until.TrueAsync(() => server.Gate.Snapshot() is [{ IsSendBlocked: true }], "the socket buffer to be full");
            return client;
        }
    }

    [Theory]
    [InlineData("1.1", true, "/chunks")]
    [InlineData("1.1", true, "/chunks-blocking")]
    [InlineData("2.0", true, "/chunks")]
    [InlineData("2.0", true, "/chunks-blocking")]
    [InlineData("2.0", false, "/chunks")]
    [InlineData("2.0", false, "/chunks-blocking")]
    public async Task Flushed_bytes_are_sent_though_the_request_goes_on(string version, bool isTls, string path)
    {
        await using var server = await StartAsync(isTls);
        using var client = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = TestTls.IsOurs },
        });
        for (var i = 0; i < 20; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{(isTls ? "https" : "http")}://{server.EndPoint}{path}")
            {
                Version = new Version(version),
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            };
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(Until.Limit);
            await AssertInPartsAsync(response, server);
        }
    }

    /// <summary>Asserts that the first part of /chunks arrives while the application holds the second back.</summary>
    internal static async Task AssertInPartsAsync(HttpResponseMessage response, HandoverServer server)
    {
        await using var body = await response.Content.ReadAsStreamAsync();
        var first = new byte["first".Length];
        await body.ReadExactlyAsync(first).AsTask().WaitAsync(Until.Limit);
        Assert.Equal("first"u8.ToArray(), first);

        server.App.Release();
        using var rest = new StreamReader(body, Encoding.ASCII);
        Assert.Equal("second", await rest.ReadToEndAsync().WaitAsync(Until.Limit));
    }

    private static Task<HandoverServer> StartAsync(bool isTls, int? writeBuffer = 64 * 1024) =>
        HandoverServer.StartAsync("one", (isTls ? TestTls.Server : Plaintext) with
        {
            Sockets = options => options.MaxWriteBufferSize = writeBuffer,
        });

    private static byte[] Pattern(int length)
    {
        var bytes = new byte[length];
        ScriptedApp.Pattern(bytes, 0);
        return bytes;
    }
}
