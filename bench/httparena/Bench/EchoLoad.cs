using System.Diagnostics;
using System.Net.WebSockets;

namespace HttpArena.Bench;

/// <summary>The profile <c>echo-ws</c>: each connection sends "hello", waits for the echo, and sends it again.</summary>
internal static class EchoLoad
{
    internal static async Task<LoadRun> RunAsync(Entry entry, int seconds, int connections)
    {
        var sockets = new ClientWebSocket[connections];
        for (var i = 0; i < connections; i++)
        {
            sockets[i] = new ClientWebSocket();
            await sockets[i].ConnectAsync(new Uri($"ws://{entry.Http}/ws"), CancellationToken.None);
        }

        var before = entry.CpuMicroseconds;
        var started = Stopwatch.StartNew();
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        var counts = await Task.WhenAll(sockets.Select(socket => Task.Run(() => TalkAsync(socket, end.Token))));
        var elapsed = started.Elapsed;
        var count = counts.Sum();
        var cpu = entry.CpuMicroseconds - before;
        foreach (var socket in sockets)
        {
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
            socket.Dispose();
        }

        return new LoadRun(count / elapsed.TotalSeconds, cpu / count);
    }

    private static async Task<long> TalkAsync(ClientWebSocket socket, CancellationToken end)
    {
        var (message, buffer, count) = ("hello"u8.ToArray(), new byte[64], 0L);
        for (; !end.IsCancellationRequested; count++)
        {
            await socket.SendAsync(message.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            var read = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            if (read.Count != message.Length)
            {
                throw new InvalidOperationException($"The echo has {read.Count} bytes.");
            }
        }

        return count;
    }
}
