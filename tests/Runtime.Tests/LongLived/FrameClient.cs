using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Instruments.Raw;

namespace Runtime.Tests.LongLived;

/// <summary>A frame of the server (RFC 6455, 5.2).</summary>
internal sealed record Frame(byte First, byte[] Payload)
{
    internal const int Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10;

    internal int Opcode => First & 0x0F;

    internal bool IsFinal => (First & 0x80) != 0;

    internal string PayloadText => Encoding.UTF8.GetString(Payload);

    internal int CloseCode => BinaryPrimitives.ReadUInt16BigEndian(Payload);

    /// <summary>Encodes a frame of the client, with a mask.</summary>
    internal static byte[] OfClient(int opcode, ReadOnlySpan<byte> payload, bool isFinal = true)
    {
        ReadOnlySpan<byte> mask = [1, 2, 3, 4];
        var frame = new List<byte> { (byte)((isFinal ? 0x80 : 0) | opcode) };
        switch (payload.Length)
        {
            case < 126:
                frame.Add((byte)(0x80 | payload.Length));
                break;
            case <= ushort.MaxValue:
                frame.AddRange([0x80 | 126, (byte)(payload.Length >> 8), (byte)payload.Length]);
                break;
            default:
                var length = new byte[8];
                BinaryPrimitives.WriteInt64BigEndian(length, payload.Length);
                frame.AddRange([0x80 | 127, .. length]);
                break;
        }

        frame.AddRange(mask);
        for (var i = 0; i < payload.Length; i++)
        {
            frame.Add((byte)(payload[i] ^ mask[i % 4]));
        }

        return [.. frame];
    }

    internal static byte[] OfClient(string text) => OfClient(Text, Encoding.UTF8.GetBytes(text));
}

/// <summary>A WebSocket client that sends and reads frame by frame, so that a test can stop at each byte.</summary>
internal sealed class FrameClient : RawClient
{
    private FrameClient(Socket socket)
        : base(socket)
    {
    }

    internal static async Task<FrameClient> ConnectAsync(EndPoint server, string path, params string[] headers)
    {
        var client = new FrameClient(await RawSocket.ConnectAsync(server));
        var more = string.Concat(headers.Select(header => header + "\r\n"));
        await client.SendAsync(Encoding.ASCII.GetBytes(
            $"GET {path} HTTP/1.1\r\nHost: t\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + $"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{more}\r\n"));
        await client.ReadHeadAsync();
        Assert.StartsWith("HTTP/1.1 101", client.Head, StringComparison.Ordinal);
        return client;
    }

    internal Task SendTextAsync(string text) => SendAsync(Frame.OfClient(text));

    /// <summary>Sends a text and returns the text of the next frame.</summary>
    internal async Task<string> AskAsync(string text)
    {
        await SendTextAsync(text);
        return await ReadTextAsync();
    }

    internal async Task<string> ReadTextAsync()
    {
        var frame = await ReadFrameAsync();
        Assert.True(frame is { Opcode: Frame.Text, IsFinal: true }, $"Opcode {frame.Opcode}, final: {frame.IsFinal}");
        return frame.PayloadText;
    }

    internal async Task<Frame> ReadFrameAsync()
    {
        var (first, second) = (await ReadByteAsync(), await ReadByteAsync());
        long length = second & 0x7F;
        if (length >= 126)
        {
            var count = length == 126 ? 2 : 8;
            length = 0;
            for (var i = 0; i < count; i++)
            {
                length = (length << 8) | await ReadByteAsync();
            }
        }

        Assert.True((second & 0x80) == 0, "A server must not mask.");
        return new Frame(first, await ReadExactlyAsync(length));
    }

    /// <summary>Reads to the end of the connection; a reset ends it as well.</summary>
    internal Task<byte[]> ReadToEndAsync() => ReadRestAsync();
}
