using System.ComponentModel.DataAnnotations;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Chat.Rooms;
using Graceful;

namespace Chat.Controllers;

/// <summary>The chat room: a WebSocket for each member, which moves to the new process at a restart.</summary>
[Controller, MovesOnRestart]
internal sealed class RoomController(Room room, ServingProcess process)
{
    private const int HistoryForNewMembers = 20;
    private const int LongestMessage = 4096;

    /// <summary>Each text of the client is a message. Each text of the server is a <see cref="RoomEvent"/>.</summary>
    /// <param name="context">The request.</param>
    /// <param name="name">The name of the member.</param>
    /// <param name="after">The number of the last message that the page has, when it connects again.</param>
    [Get]
    public async Task Join(HttpContext context, [StringLength(20)] string name, long? after)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }

        var move = context.Features.Get<IConnectionMove>();
        var received = move is not null && move.TryGetState(ChatJson.Default.Member, out var member)
            ? member.Received
            : Math.Clamp(after ?? room.Last - HistoryForNewMembers, 0, room.Last);
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var leaves = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        var sending = SendAsync(socket, move, received, leaves.Token);
        try
        {
            await ReceiveAsync(socket, name, context.RequestAborted);
        }
        catch (Exception reason) when (reason is WebSocketException or OperationCanceledException)
        {
            // The client has gone, or has moved on. A room that announces who leaves reads move.MovedOn here.
        }
        finally
        {
            await leaves.CancelAsync();
            await sending;
        }
    }

    private async Task ReceiveAsync(WebSocket socket, string name, CancellationToken aborted)
    {
        var (buffer, length) = (new byte[LongestMessage], 0);
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length), aborted);
            if (read.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, aborted);
                return;
            }

            length += read.Count;
            if (read.EndOfMessage)
            {
                // In the file before the next read: a handler that waits in ReceiveAsync has lost nothing when the connection moves.
                room.Append(new Message(name, Encoding.UTF8.GetString(buffer, 0, length)));
                length = 0;
            }
            else if (length == buffer.Length)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.MessageTooBig, null, aborted);
                return;
            }
        }
    }

    private async Task SendAsync(WebSocket socket, IConnectionMove? move, long received, CancellationToken leaves)
    {
        try
        {
            await SendAsync(socket, new RoomEvent(process));
            while (true)
            {
                var (number, messages) = await room.ReadAfterAsync(received, leaves);
                foreach (var message in messages)
                {
                    await SendAsync(socket, new RoomEvent(Number: number++, Message: message));

                    // After the send: a message whose send fails has not been sent, and the new process sends it.
                    move?.SetState(new Member(++received), ChatJson.Default.Member);
                }
            }
        }
        catch (Exception reason) when (reason is WebSocketException or OperationCanceledException)
        {
            // The client has gone, or has moved on.
        }
    }

    private static ValueTask SendAsync(WebSocket socket, RoomEvent news) => socket.SendAsync(
        JsonSerializer.SerializeToUtf8Bytes(news, ChatJson.Default.RoomEvent),
        WebSocketMessageType.Text,
        WebSocketMessageFlags.EndOfMessage,
        CancellationToken.None);
}
