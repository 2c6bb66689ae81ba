using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Runtime.Tests.LongLived;

/// <summary>
/// A client of server-sent events on a raw socket. It checks each byte of the chunked response, so that nothing of a second response can
/// pass unnoticed.
/// </summary>
internal sealed class EventClient : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly StringBuilder _text = new();
    private int _start;
    private int _end;

    private EventClient(Socket socket) => _socket = socket;

    internal string Head { get; private set; } = "";

    internal EndPoint Local => _socket.LocalEndPoint!;

    internal static async Task<EventClient> ConnectAsync(EndPoint server, string path, params string[] headers)
    {
        var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var limit = new CancellationTokenSource(Limit);
        await socket.ConnectAsync(server, limit.Token);
        var client = new EventClient(socket);
        await client.SendAsync(Request(path, headers));
        await client.ReadHeadAsync();
        return client;
    }

    internal static string Request(string path, params string[] headers) =>
        $"GET {path} HTTP/1.1\r\nHost: t\r\nAccept: text/event-stream\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n";

    internal async Task SendAsync(string text)
    {
        using var limit = new CancellationTokenSource(Limit);
        ReadOnlyMemory<byte> bytes = Encoding.UTF8.GetBytes(text);
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await _socket.SendAsync(bytes, limit.Token)..];
        }
    }

    internal async Task ReadHeadAsync()
    {
        Head = "";
        while (!Head.EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            Head += (char)await ReadByteAsync();
        }
    }

    /// <summary>Reads the text up to the next empty line, without it; null at the end of the response.</summary>
    internal async Task<string?> ReadEventAsync(string end = "\n\n")
    {
        var mayEnd = true;
        while (true)
        {
            if (mayEnd)
            {
                var text = _text.ToString();
                var at = text.IndexOf(end, StringComparison.Ordinal);
                if (at >= 0)
                {
                    _text.Remove(0, at + end.Length);
                    return text[..at];
                }
            }

            if (await ReadChunkAsync() is not { Length: > 0 } chunk)
            {
                Assert.Equal("", _text.ToString());
                return null;
            }

            _text.Append(chunk);
            mayEnd = chunk.Contains(end[^1], StringComparison.Ordinal);
        }
    }

    /// <summary>Reads a body with a length.</summary>
    internal async Task<string> ReadBodyAsync(int length)
    {
        var body = new byte[length];
        for (var at = 0; at < length;)
        {
            body[at++] = await ReadByteAsync();
            var count = Math.Min(length - at, _end - _start);
            _buffer.AsSpan(_start, count).CopyTo(body.AsSpan(at));
            _start += count;
            at += count;
        }

        return Encoding.UTF8.GetString(body);
    }

    /// <summary>Reads the bytes up to the end of the connection as they are; a reset ends it as well.</summary>
    internal async Task<string> ReadToEndAsync()
    {
        var all = new StringBuilder(_text.ToString());
        do
        {
            all.Append(Encoding.UTF8.GetString(_buffer, _start, _end - _start));
        }
        while (await TryReceiveAsync());
        return all.ToString();
    }

    /// <summary>Closes with RST.</summary>
    internal void Reset()
    {
        _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        _socket.Dispose();
    }

    public void Dispose() => _socket.Dispose();

    /// <returns>Empty for the last chunk.</returns>
    private async Task<string> ReadChunkAsync()
    {
        var size = "";
        while (!size.EndsWith("\r\n", StringComparison.Ordinal))
        {
            size += (char)await ReadByteAsync();
        }

        Assert.True(
            int.TryParse(size[..^2], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var length), $"'{size}' begins no chunk.");
        var chunk = await ReadBodyAsync(length);
        Assert.Equal("\r\n", await ReadBodyAsync(2));
        return chunk;
    }

    private async ValueTask<byte> ReadByteAsync()
    {
        if (_start == _end)
        {
            Assert.True(await TryReceiveAsync(), "The server has closed the connection.");
        }

        return _buffer[_start++];
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
