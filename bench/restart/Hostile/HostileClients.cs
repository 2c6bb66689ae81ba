using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Restart.Bench.Hostile;

/// <summary>Clients that waste the server's time: each behaves badly again and again until the end of the run.</summary>
internal sealed class HostileClients
{
    private const int ClientsOfEachKind = 4;
    private const string Get = "GET /process/id HTTP/1.1\r\nHost: graceful.test\r\n\r\n";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly IPEndPoint _server;
    private readonly CancellationToken _end;
    private readonly Dictionary<string, int> _rounds = [];

    private HostileClients(IPEndPoint server, CancellationToken end) => (_server, _end) = (server, end);

    /// <summary>Runs the clients of all kinds, and returns how often each kind behaved badly.</summary>
    internal static async Task<IReadOnlyDictionary<string, int>> RunAsync(IPEndPoint server, CancellationToken end)
    {
        var clients = new HostileClients(server, end);
        (string Name, Func<Socket, Task> Behave)[] kinds =
        [
            ("slow", clients.SlowAsync),
            ("half-open", clients.HalfOpenAsync),
            ("pipelining", clients.PipeliningAsync),
            ("oversized", clients.OversizedAsync),
            ("stalled reader", clients.StalledAsync),
            ("reset", clients.ResetAsync),
        ];
        await Task.WhenAll(kinds.SelectMany(kind => Enumerable.Repeat(kind, ClientsOfEachKind))
            .Select(kind => Task.Run(() => clients.RepeatAsync(kind.Name, kind.Behave), CancellationToken.None)));
        return clients._rounds;
    }

    private async Task RepeatAsync(string name, Func<Socket, Task> behave)
    {
        while (!_end.IsCancellationRequested)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(_server, _end);
                await behave(socket);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                // Closed by the server, which is its right, or the end of the run.
            }

            lock (_rounds)
            {
                _rounds[name] = _rounds.GetValueOrDefault(name) + 1;
            }
        }
    }

    /// <summary>Sends a request byte by byte, and waits for the end of the connection or for the response.</summary>
    private async Task SlowAsync(Socket socket)
    {
        foreach (byte one in Encoding.ASCII.GetBytes(Get))
        {
            await socket.SendAsync(new[] { one }, _end);
            await Task.Delay(20, _end);
        }

        _ = await socket.ReceiveAsync(new byte[4096], _end);
    }

    /// <summary>Sends half of a request and nothing more.</summary>
    private async Task HalfOpenAsync(Socket socket)
    {
        await SendAsync(socket, Get[..20]);
        await Task.Delay(Patience, _end);
    }

    /// <summary>Sends many requests at once, and reads what comes.</summary>
    private async Task PipeliningAsync(Socket socket)
    {
        await SendAsync(socket, string.Concat(Enumerable.Repeat(Get, 100)));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_end);
        limit.CancelAfter(TimeSpan.FromSeconds(1));
        byte[] buffer = new byte[64 * 1024];
        while (await socket.ReceiveAsync(buffer, limit.Token) > 0)
        {
            continue;
        }
    }

    /// <summary>Sends a header that is too long, or announces a body that never comes as a whole.</summary>
    private async Task OversizedAsync(Socket socket)
    {
        bool isHeader = Random.Shared.Next(2) == 0;
        await SendAsync(socket, isHeader
            ? $"GET / HTTP/1.1\r\nHost: graceful.test\r\nX-Long: {new string('x', 100_000)}\r\n\r\n"
            : $"POST /process/id HTTP/1.1\r\nHost: graceful.test\r\nContent-Length: 20000000\r\n\r\n{new string('x', 100_000)}");
        _ = await socket.ReceiveAsync(new byte[4096], _end);
    }

    /// <summary>Sends requests and reads no response, until the server cannot send any more.</summary>
    private async Task StalledAsync(Socket socket)
    {
        socket.ReceiveBufferSize = 4096;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_end);
        limit.CancelAfter(Patience);
        while (true)
        {
            await SendAsync(socket, string.Concat(Enumerable.Repeat(Get, 100)), limit.Token);
        }
    }

    /// <summary>Sends a request, or a part of one, and resets the connection.</summary>
    private async Task ResetAsync(Socket socket)
    {
        await SendAsync(socket, Get[..Random.Shared.Next(1, Get.Length + 1)]);
        await Task.Delay(Random.Shared.Next(5), _end);
        socket.LingerState = new LingerOption(true, 0);
    }

    private Task SendAsync(Socket socket, string text) => SendAsync(socket, text, _end);

    private static async Task SendAsync(Socket socket, string text, CancellationToken end)
    {
        ReadOnlyMemory<byte> bytes = Encoding.ASCII.GetBytes(text);
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await socket.SendAsync(bytes, end)..];
        }
    }
}
