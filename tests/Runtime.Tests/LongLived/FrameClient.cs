using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

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
internal sealed class FrameClient : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    private FrameClient(Socket socket, string head) => (_socket, Head) = (socket, head);

    internal string Head { get; private set; }

    internal EndPoint Local => _socket.LocalEndPoint!;

    internal static async Task<FrameClient> ConnectAsync(EndPoint server, string path, params string[] headers)
    {
        var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var limit = new CancellationTokenSource(Limit);
        await socket.ConnectAsync(server, limit.Token);
        var client = new FrameClient(socket, "");
        var more = string.Concat(headers.Select(header => header + "\r\n"));
        await client.SendAsync(Encoding.ASCII.GetBytes(
            $"GET {path} HTTP/1.1\r\nHost: t\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + $"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{more}\r\n"));
        while (!client.Head.EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            client.Head += (char)await client.ReadByteAsync();
        }

        Assert.StartsWith("HTTP/1.1 101", client.Head, StringComparison.Ordinal);
        return client;
    }

    internal async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await _socket.SendAsync(bytes, limit.Token)..];
        }
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
        var payload = new byte[length];
        for (var at = 0; at < payload.Length;)
        {
            await FillAsync();
            var count = Math.Min(payload.Length - at, _end - _start);
            _buffer.AsSpan(_start, count).CopyTo(payload.AsSpan(at));
            _start += count;
            at += count;
        }

        return new Frame(first, payload);
    }

    /// <summary>Reads to the end of the connection; a reset ends it as well.</summary>
    internal async Task<byte[]> ReadToEndAsync()
    {
        var all = new MemoryStream();
        do
        {
            all.Write(_buffer, _start, _end - _start);
        }
        while (await TryReceiveAsync());
        return all.ToArray();
    }

    internal void ShutdownSend() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Closes with RST.</summary>
    internal void Reset()
    {
        _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        _socket.Dispose();
    }

    public void Dispose() => _socket.Dispose();

    private async ValueTask<byte> ReadByteAsync()
    {
        await FillAsync();
        return _buffer[_start++];
    }

    private async ValueTask FillAsync()
    {
        if (_start == _end)
        {
            Assert.True(await TryReceiveAsync(), "The server has closed the connection.");
        }
    }

    private async Task<bool> TryReceiveAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        (_start, _end) = (0, 0);
        try
        {
            _end = await _socket.ReceiveAsync(_buffer.AsMemory(), limit.Token);
            return _end > 0;
        }
        catch (SocketException reason) when (reason.SocketErrorCode == SocketError.ConnectionReset)
        {
            return false;
        }
    }
}
