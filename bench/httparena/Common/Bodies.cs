using System.Buffers;
using System.Globalization;
using System.Net.WebSockets;

namespace HttpArena;

/// <summary>The work of the entries on request bodies and WebSocket messages.</summary>
internal static class Bodies
{
    private const int BufferLength = 16 * 1024;

    /// <summary>Reads a number in text form.</summary>
    internal static async Task<int> ReadNumberAsync(Stream body)
    {
        using var reader = new StreamReader(body);
        return int.Parse(await reader.ReadToEndAsync(), CultureInfo.InvariantCulture);
    }

    /// <summary>Counts the bytes that arrive; the rules forbid the Content-Length header.</summary>
    internal static async Task<string> CountAsync(Stream body)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
        try
        {
            var count = 0L;
            for (int read; (read = await body.ReadAsync(buffer)) > 0;)
            {
                count += read;
            }

            return count.ToString(CultureInfo.InvariantCulture);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Sends each message back.</summary>
    internal static async Task EchoAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[BufferLength];
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted);
            if (read.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
                return;
            }

            await socket.SendAsync(buffer.AsMemory(0, read.Count), read.MessageType, read.EndOfMessage, context.RequestAborted);
        }
    }
}
