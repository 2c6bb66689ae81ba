using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using Graceful;

/// <summary>A WebSocket that moves at a restart, with the number of its messages.</summary>
internal static class Rooms
{
    internal static async Task EchoAsync(HttpContext context)
    {
        var move = context.Features.Get<IConnectionMove>()!;
        int count = move.TryGetState(out var state) ? int.Parse(state.Span, CultureInfo.InvariantCulture) : 0;
        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
        var (buffer, message) = (new byte[4096], new MemoryStream());
        try
        {
            while (true)
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted);
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
                    return;
                }

                message.Write(buffer, 0, received.Count);
                if (received.EndOfMessage)
                {
                    string text = string.Create(
                        CultureInfo.InvariantCulture, $"{Environment.ProcessId} {++count} {Encoding.UTF8.GetString(message.ToArray())}");
                    message.SetLength(0);
                    move.SetState(Encoding.ASCII.GetBytes(count.ToString(CultureInfo.InvariantCulture)));
                    await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, context.RequestAborted);
                }
            }
        }
        catch (Exception reason) when (reason is WebSocketException or OperationCanceledException)
        {
            // The client has gone, or has moved on.
        }
    }
}
