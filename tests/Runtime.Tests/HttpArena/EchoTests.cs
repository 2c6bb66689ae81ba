using System.Net;
using System.Net.WebSockets;
using System.Text;
using Instruments.Raw;
using Runtime.Tests.Processes;

namespace Runtime.Tests.HttpArena;

/// <summary>The published validation cases of HttpArena's profile <c>echo-ws</c>.</summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class EchoTests(ArenaServers servers) : IClassFixture<ArenaServers>
{
    public static TheoryData<string> Entries => ValidationTests.Entries;

    [Theory, MemberData(nameof(Entries))]
    public async Task Messages_come_back_in_their_order_and_the_close_is_answered(string name)
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://{servers[name].Http}/ws"), CancellationToken.None);
        var binary = new byte[256];
        Random.Shared.NextBytes(binary);
        await socket.SendAsync(binary, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
        var texts = Enumerable.Range(0, 5).Select(_ => Guid.NewGuid().ToString()).ToList();
        foreach (var text in texts)
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }

        Assert.Equal((WebSocketMessageType.Binary, Convert.ToHexString(binary)), await ReadAsync(Convert.ToHexString));
        foreach (var text in texts)
        {
            Assert.Equal((WebSocketMessageType.Text, text), await ReadAsync(Encoding.UTF8.GetString));
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "validate done", CancellationToken.None);
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);

        async Task<(WebSocketMessageType, string)> ReadAsync(Func<byte[], string> toText)
        {
            var buffer = new byte[1024];
            var read = await socket.ReceiveAsync(buffer, CancellationToken.None);
            Assert.True(read.EndOfMessage);
            return (read.MessageType, toText(buffer[..read.Count]));
        }
    }

    [Theory, MemberData(nameof(Entries))]
    public async Task A_request_without_an_upgrade_is_refused(string name)
    {
        var response = await RawConnection.GetAsync(servers[name].Http, "/ws");

        Assert.Equal((int)HttpStatusCode.BadRequest, response.Status);
    }
}
