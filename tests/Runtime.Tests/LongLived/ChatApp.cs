using System.Collections.Concurrent;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;
using Graceful;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Runtime.Tests.LongLived;

/// <summary>WebSocket endpoints of one generation, and what their handlers saw.</summary>
internal sealed class ChatApp(string name)
{
    private readonly Channel<string> _seen = Channel.CreateUnbounded<string>();

    /// <summary>The WebSockets that are open.</summary>
    internal ConcurrentDictionary<WebSocket, string> Open { get; } = new();

    /// <summary>Waits for the next end of a handler.</summary>
    internal async Task<string> EndAsync()
    {
        using var limit = new CancellationTokenSource(Until.Limit);
        return await _seen.Reader.ReadAsync(limit.Token);
    }

    internal void Map(WebApplication app)
    {
        app.Map("/ws", EchoAsync).MovesOnRestart();
        app.Map("/stays", EchoAsync);
        app.Map("/lambda", [MovesOnRestart] (HttpContext context) => EchoAsync(context));
    }

    /// <summary>
    /// Answers each message with the server's name, the number of the message on this connection and the message. The number moves with
    /// the connection.
    /// </summary>
    private async Task EchoAsync(HttpContext context)
    {
        var move = context.Features.Get<IConnectionMove>()!;
        var count = move.TryGetState(out var state) ? int.Parse(Encoding.ASCII.GetString(state.Span), CultureInfo.InvariantCulture) : 0;
        var accept = new WebSocketAcceptContext
        {
            SubProtocol = context.WebSockets.WebSocketRequestedProtocols.FirstOrDefault(),
            DangerousEnableCompression = context.Request.Query.ContainsKey("deflate"),
        };
        using var socket = await context.WebSockets.AcceptWebSocketAsync(accept);
        Open[socket] = context.Connection.Id;
        var end = "closed";
        try
        {
            var buffer = new byte[4096];
            var message = new MemoryStream();
            while (true)
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
                    return;
                }

                message.Write(buffer, 0, received.Count);
                if (received.EndOfMessage)
                {
                    var text = $"{name} {++count} {Encoding.UTF8.GetString(message.ToArray())}";
                    message.SetLength(0);
                    move.SetState(Encoding.ASCII.GetBytes(count.ToString(CultureInfo.InvariantCulture)));
                    await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);
                }
            }
        }
        catch (WebSocketException)
        {
            end = move.MovedOn.IsCancellationRequested ? "moved on" : "gone";
        }
        finally
        {
            Open.TryRemove(socket, out _);
            _seen.Writer.TryWrite(end);
        }
    }
}
