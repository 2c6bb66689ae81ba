using System.Net.WebSockets;
using System.Text;
using Runtime.Tests.Transport;
using Xunit.Abstractions;

namespace Runtime.Tests.LongLived;

/// <summary>The WebSocket client of .NET, with hundreds of moves.</summary>
public sealed class ClientWebSocketTests(ITestOutputHelper output)
{
    private const int Clients = 12;
    private const int Moves = 400;

    private readonly ChatApp _old = new("s");
    private readonly ChatApp _new = new("s");

    [Fact]
    public async Task No_message_is_lost_or_answered_twice_when_clients_send_at_the_moment_of_the_move()
    {
        var seed = TestSeed.OfRun(output);
        await using var two = await StartAsync();
        using var stop = new CancellationTokenSource();
        var clients = Enumerable.Range(0, Clients)
            .Select(number => Task.Run(() => TalkAsync(two, new Random(seed + number), stop)))
            .ToArray();
        var (there, back) = (new AdoptingSink(two.Old, two.Successor), new AdoptingSink(two.Successor, two.Old));
        while (there.Taken + back.Taken < Moves && !stop.IsCancellationRequested)
        {
            foreach (var (from, sink) in new[] { (two.Old, there), (two.Successor, back) })
            {
                await from.DrainAsync(sink, linger: TimeSpan.FromHours(1)).WaitAsync(Until.Limit);
                from.Drain.TakeBack();
            }
        }

        await stop.CancelAsync();
        var messages = await Task.WhenAll(clients);
        output.WriteLine($"{there.Taken + back.Taken} moves, {messages.Sum()} messages");
        Assert.True(there.Taken + back.Taken >= Moves, $"{there.Taken + back.Taken} moves");
    }

    /// <summary>With an empty window for each message of the client, the new process can decompress it.</summary>
    [Fact]
    public async Task A_compressed_WebSocket_moves_when_the_client_has_no_context_takeover()
    {
        await using var two = await StartAsync();
        using var client = await ConnectAsync(two, "/ws?deflate", clientContextTakeover: false);
        var text = new string('a', 500);
        Assert.Equal($"s 1 {text}", await AskAsync(client, text));
        await two.DrainAsync().WaitAsync(Until.Limit);
        Assert.Equal($"s 2 {text}", await AskAsync(client, text));
        Assert.Equal(1, two.Sink.Taken);
    }

    [Fact]
    public async Task A_compressed_WebSocket_stays_when_the_client_has_a_context()
    {
        await using var two = await StartAsync();
        using var client = await ConnectAsync(two, "/ws?deflate", clientContextTakeover: true);
        Assert.Equal("s 1 a", await AskAsync(client, "a"));
        var drained = two.DrainAsync();
        Assert.Equal("s 2 a", await AskAsync(client, "a"));
        Assert.EndsWith(
            "it did not move: the client compresses with permessage-deflate and without client_no_context_takeover",
            two.Old.Drain.Describe().Single().ToString(),
            StringComparison.Ordinal);
        two.Old.Drain.Abort();
        await drained.WaitAsync(Until.Limit);
        Assert.Equal(0, two.Sink.Taken);
    }

    private static async Task<int> TalkAsync(TwoGenerations two, Random random, CancellationTokenSource stop)
    {
        try
        {
            using var client = await ConnectAsync(two, "/ws");
            var number = 0;
            while (!stop.IsCancellationRequested)
            {
                number++;
                var length = random.Next(9) switch { 0 => 200_000, < 4 => 1000, _ => random.Next(20) };
                var text = $"{number}:{new string('x', length)}";
                var fragments = random.Next(1, 8);
                Assert.Equal($"s {number} {text}", await AskAsync(client, text, fragments));
            }

            return number;
        }
        catch
        {
            // The test ends at once, and shows this exception.
            await stop.CancelAsync();
            throw;
        }
    }

    private static async Task<ClientWebSocket> ConnectAsync(TwoGenerations two, string path, bool? clientContextTakeover = null)
    {
        using var limit = new CancellationTokenSource(Until.Limit);
        var client = new ClientWebSocket();
        if (clientContextTakeover is { } takesOver)
        {
            client.Options.DangerousDeflateOptions = new WebSocketDeflateOptions { ClientContextTakeover = takesOver };
        }

        await client.ConnectAsync(new Uri($"ws://{two.Old.EndPoint}{path}"), limit.Token);
        return client;
    }

    private static async Task<string> AskAsync(ClientWebSocket client, string text, int fragments = 1)
    {
        using var limit = new CancellationTokenSource(Until.Limit);
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var i = 0; i < fragments; i++)
        {
            var part = bytes.AsMemory()[(bytes.Length * i / fragments)..(bytes.Length * (i + 1) / fragments)];
            await client.SendAsync(part, WebSocketMessageType.Text, i == fragments - 1, limit.Token);
        }

        var (buffer, message) = (new byte[16 * 1024], new MemoryStream());
        while (true)
        {
            var received = await client.ReceiveAsync(buffer.AsMemory(), limit.Token);
            Assert.Equal(WebSocketMessageType.Text, received.MessageType);
            message.Write(buffer, 0, received.Count);
            if (received.EndOfMessage)
            {
                return Encoding.UTF8.GetString(message.ToArray());
            }
        }
    }

    private Task<TwoGenerations> StartAsync() => TwoGenerations.StartAsync(
        new ServerSetup { Endpoints = _old.Map }, new ServerSetup { Endpoints = _new.Map });
}
