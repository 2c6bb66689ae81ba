using System.Buffers.Binary;
using System.Globalization;
using System.Net.WebSockets;
using Graceful;

namespace Echo;

[Controller("/")]
internal static class EchoController
{
    /// <summary>The largest fragment of an answer.</summary>
    private const int FragmentLength = 16 * 1024;

    private const int HeadLength = 12;

    [Get("process/id")]
    public static string Id() => $"pid={Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}\n";

    /// <summary>Answers each message with the pid, the number of the message on this connection, and the message.</summary>
    [Get("ws"), MovesOnRestart]
    public static async Task Answer(HttpContext context)
    {
        var move = context.Features.Get<IConnectionMove>()!;
        var count = move.TryGetState(out var state) ? BinaryPrimitives.ReadInt64LittleEndian(state.Span) : 0;
        using var socket = await context.WebSockets.AcceptWebSocketAsync();

        // 10,000 idle connections have a buffer each: it grows with the messages.
        var (message, end) = (new byte[HeadLength + 1100], HeadLength);
        BinaryPrimitives.WriteInt32LittleEndian(message, Environment.ProcessId);
        try
        {
            while (true)
            {
                if (end == message.Length)
                {
                    Array.Resize(ref message, message.Length * 2);
                }

                var read = await socket.ReceiveAsync(message.AsMemory(end), CancellationToken.None);
                if (read.MessageType == WebSocketMessageType.Close)
                {
                    await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
                    return;
                }

                end += read.Count;
                if (read.EndOfMessage)
                {
                    BinaryPrimitives.WriteInt64LittleEndian(message.AsSpan(4), ++count);
                    move.SetState(message.AsSpan(4, sizeof(long)));
                    await SendAsync(socket, message.AsMemory(0, end));
                    end = HeadLength;
                }
            }
        }
        catch (WebSocketException)
        {
            // The client has gone, or has moved on.
        }
    }

    private static async Task SendAsync(WebSocket socket, ReadOnlyMemory<byte> message)
    {
        while (!message.IsEmpty)
        {
            var length = Math.Min(message.Length, FragmentLength);
            await socket.SendAsync(message[..length], WebSocketMessageType.Binary, length == message.Length, CancellationToken.None);
            message = message[length..];
        }
    }
}
