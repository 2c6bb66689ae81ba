using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Instruments.Raw;

namespace Runtime.Tests.Transport;

/// <summary>A frame of HTTP/2 (RFC 9113, 4.1).</summary>
internal sealed record Http2Frame(byte Type, byte Flags, int Stream, byte[] Payload)
{
    internal const byte Data = 0, Headers = 1, Reset = 3, Settings = 4, Ping = 6, GoAway = 7, WindowUpdate = 8;

    internal bool EndsStream => Type is Data or Headers && (Flags & 1) != 0;

    /// <summary>For GOAWAY: the highest stream that will be answered.</summary>
    internal int LastStream => BinaryPrimitives.ReadInt32BigEndian(Payload);
}

/// <summary>HTTP/2 frame by frame, for behaviour that a well-behaved client never has or never exposes.</summary>
internal sealed class Http2Client(Stream stream, bool isTls = false) : IAsyncDisposable
{
    internal const int HighestStream = int.MaxValue;

    private int _nextStream = 1;

    internal static byte[] Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray();

    internal static byte[] EmptySettings => [0, 0, 0, Http2Frame.Settings, 0, 0, 0, 0, 0];

    /// <summary>Streams of any length without WINDOW_UPDATE: SETTINGS_INITIAL_WINDOW_SIZE (4), and the same for the connection.</summary>
    internal static byte[] WideSettings =>
    [
        0, 0, 6, Http2Frame.Settings, 0, 0, 0, 0, 0, 0, 4, 0x40, 0, 0, 0,
        0, 0, 4, Http2Frame.WindowUpdate, 0, 0, 0, 0, 0, 0x40, 0, 0, 0,
    ];

    internal static async Task<Http2Client> ConnectAsync(EndPoint server, bool isTls)
    {
        Stream stream = isTls
            ? await TestTls.ConnectAsync(server, SslApplicationProtocol.Http2)
            : new NetworkStream(await RawSocket.ConnectAsync(server), ownsSocket: true);
        return new(stream, isTls);
    }

    /// <summary>Exchanges preface and SETTINGS.</summary>
    internal async Task OpenAsync(byte[]? settings = null)
    {
        await SendAsync([.. Preface, .. settings ?? EmptySettings]);
        Assert.Equal(Http2Frame.Settings, (await NextAsync()).Type);
    }

    internal async Task SendAsync(byte[] bytes)
    {
        await stream.WriteAsync(bytes).AsTask().WaitAsync(Until.Limit);
        await stream.FlushAsync();
    }

    /// <summary>GET, in the static table of HPACK and literals (RFC 7541).</summary>
    /// <returns>The stream id.</returns>
    internal async Task<int> SendRequestAsync(string path) => (await SendRequestsAsync(path))[0];

    /// <summary>Sends requests in one packet.</summary>
    /// <returns>The stream ids.</returns>
    internal async Task<int[]> SendRequestsAsync(params string[] paths)
    {
        var first = _nextStream;
        _nextStream += 2 * paths.Length;
        var streams = paths.Select((_, i) => first + (2 * i)).ToArray();
        await SendAsync([.. paths.Zip(streams, Request).SelectMany(frame => frame)]);
        return streams;
    }

    /// <summary>Reads the bodies of several responses, whose frames may arrive in any order.</summary>
    internal async Task<Dictionary<int, byte[]>> ReadBodiesAsync(IReadOnlyCollection<int> streams)
    {
        var bodies = streams.ToDictionary(stream => stream, _ => new List<byte>());
        var open = streams.ToHashSet();
        while (open.Count > 0)
        {
            var frame = await NextAsync();
            Assert.NotEqual(Http2Frame.Reset, frame.Type);
            if (frame.Type == Http2Frame.Data)
            {
                Assert.Contains(frame.Stream, open);
                bodies[frame.Stream].AddRange(frame.Payload);
            }

            if (frame.EndsStream)
            {
                Assert.True(open.Remove(frame.Stream));
            }
        }

        return bodies.ToDictionary(body => body.Key, body => body.Value.ToArray());
    }

    /// <summary>Reads the body of one response. Frames of other streams go to <paramref name="others"/>.</summary>
    internal async Task<byte[]> ReadBodyAsync(int number, List<Http2Frame>? others = null)
    {
        var body = new List<byte>();
        while (true)
        {
            var frame = await NextAsync();
            if (frame.Stream != number)
            {
                others?.Add(frame);
                continue;
            }

            Assert.NotEqual(Http2Frame.Reset, frame.Type);
            if (frame.Type == Http2Frame.Data)
            {
                body.AddRange(frame.Payload);
            }

            if (frame.EndsStream)
            {
                return [.. body];
            }
        }
    }

    internal async Task<string> GetAsync(string path, List<Http2Frame>? others = null) =>
        Encoding.ASCII.GetString(await ReadBodyAsync(await SendRequestAsync(path), others));

    /// <summary>Reads up to the next GOAWAY and ignores earlier frames.</summary>
    internal async Task<Http2Frame> GoAwayAsync()
    {
        while (true)
        {
            if (await NextAsync() is { Type: Http2Frame.GoAway } frame)
            {
                return frame;
            }
        }
    }

    /// <summary>Asserts that the server closes the connection in order, and returns the frames before that.</summary>
    internal async Task<List<Http2Frame>> ReadToEndAsync()
    {
        var frames = new List<Http2Frame>();
        while (await TryReadAsync() is { } frame)
        {
            frames.Add(frame);
        }

        return frames;
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    private byte[] Request(string path, int stream)
    {
        const byte Get = 0x82, SchemeHttp = 0x86, SchemeHttps = 0x87;
        byte[] head = [Get, isTls ? SchemeHttps : SchemeHttp, 0x04, (byte)path.Length, .. Encoding.ASCII.GetBytes(path),
            0x01, 1, (byte)'t'];
        const byte EndStreamAndHeaders = 5;
        return [0, 0, (byte)head.Length, Http2Frame.Headers, EndStreamAndHeaders, 0, 0, 0, (byte)stream, .. head];
    }

    private async Task<Http2Frame> NextAsync() => await TryReadAsync() ?? throw new EndOfStreamException("The connection has ended.");

    private async Task<Http2Frame?> TryReadAsync()
    {
        using var limit = new CancellationTokenSource(Until.Limit);
        var head = new byte[9];
        var read = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, limit.Token);
        if (read == 0)
        {
            return null;
        }

        Assert.Equal(head.Length, read);
        var payload = new byte[(head[0] << 16) | (head[1] << 8) | head[2]];
        await stream.ReadExactlyAsync(payload, limit.Token);
        Assert.InRange(head[3], Http2Frame.Data, (byte)9);
        return new Http2Frame(head[3], head[4], BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5)), payload);
    }
}
