using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Instruments.Raw;

namespace Runtime.Tests.LongLived;

/// <summary>
/// A client of server-sent events on a raw socket. It checks each byte of the chunked response, so that nothing of a second response can
/// pass unnoticed.
/// </summary>
internal sealed class EventClient : RawClient
{
    private readonly StringBuilder _text = new();

    private EventClient(Socket socket)
        : base(socket)
    {
    }

    internal static async Task<EventClient> ConnectAsync(EndPoint server, string path, params string[] headers)
    {
        var client = await RequestAsync(server, path, headers);
        await client.ReadHeadAsync();
        return client;
    }

    /// <summary>Sends a request and does not wait for the head of its response.</summary>
    internal static async Task<EventClient> RequestAsync(EndPoint server, string path, params string[] headers)
    {
        var client = new EventClient(await RawSocket.ConnectAsync(server));
        await client.SendAsync(Request(path, headers));
        return client;
    }

    internal static string Request(string path, params string[] headers) =>
        $"GET {path} HTTP/1.1\r\nHost: t\r\nAccept: text/event-stream\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n";

    internal Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

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
    internal async Task<string> ReadBodyAsync(int length) => Encoding.UTF8.GetString(await ReadExactlyAsync(length));

    /// <summary>Reads the text up to the end of the connection.</summary>
    internal async Task<string> ReadToEndAsync() => _text + Encoding.UTF8.GetString(await ReadRestAsync());

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
}
