using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Instruments.Raw;
using Runtime.Tests.Processes;

namespace Runtime.Tests.Transport;

/// <summary>Requests under way when a drain begins: the announcement is in the head of the response.</summary>
public sealed class AnnouncedAtTheStartTests
{
    private const string Held = "GET /held HTTP/1.1\r\nHost: t\r\n\r\n";
    private const string Get = "GET /who HTTP/1.1\r\nHost: t\r\n\r\n";

    [Fact]
    public async Task A_handler_that_writes_a_body()
    {
        await using var server = await HandoverServer.StartAsync("old");
        using var client = await RawConnection.ConnectAsync(server.EndPoint);
        await client.SendAsync(Held);
        await server.App.EnteredAsync();

        var drained = server.DrainAsync(null);
        server.App.Release();
        var answer = await client.ReadResponseAsync();
        Assert.Equal(("old", true), (answer.Text, answer.AnnouncesClose));
        await client.ExpectEndAsync();
        await drained;
    }

    [Fact]
    public async Task A_handler_over_TLS()
    {
        await using var two = await TwoGenerations.StartAsync(TestTls.Server);
        await using var tls = await TestTls.ConnectAsync(two.Old.EndPoint);
        await tls.WriteAsync(Encoding.ASCII.GetBytes(Held));
        await two.Old.App.EnteredAsync();

        var drained = two.DrainAsync();
        two.Old.App.Release();
        using var reader = new StreamReader(tls, Encoding.ASCII);
        Assert.Contains("Connection: close", await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(30)), StringComparison.Ordinal);
        await drained;
    }

    [Fact]
    public async Task A_chunked_request()
    {
        await using var two = await TwoGenerations.StartAsync();
        using var client = await two.ConnectAsync();
        await client.SendAsync("POST /held HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
        await two.Old.App.EnteredAsync();

        var drained = two.DrainAsync();
        two.Old.App.Release();
        Assert.True((await client.ReadResponseAsync()).AnnouncesClose);
        await client.ExpectEndAsync();
        await drained;
    }

    [Fact]
    public async Task A_drain_that_is_taken_back_announces_nothing()
    {
        await using var server = await HandoverServer.StartAsync("old");
        using var client = await RawConnection.ConnectAsync(server.EndPoint);
        await client.SendAsync(Held);
        await server.App.EnteredAsync();
        _ = server.DrainAsync(null);
        server.Drain.TakeBack();
        server.App.Release();
        Assert.False((await client.ReadResponseAsync()).AnnouncesClose);
        Assert.Equal("old", (await client.GetAsync("/who")).Text);
    }

    /// <summary>A client whose next request is always under way never reaches a boundary.</summary>
    [Fact]
    public async Task Pipelining_without_end_is_announced_after_the_time_of_the_idle()
    {
        await using var two = await TwoGenerations.StartAsync();
        using var client = await two.ConnectAsync();
        await two.SendToOldAsync(client, Held + Get + Get + Get);
        await two.Old.App.EnteredAsync();

        var drained = two.DrainAsync(linger: TimeSpan.Zero);
        two.Old.App.Release();
        Assert.False((await client.ReadResponseAsync()).AnnouncesClose);
        Assert.True((await client.ReadResponseAsync()).AnnouncesClose);
        await client.ExpectBrokenAsync();
        await drained;
        Assert.Equal(0, two.Sink.Taken);
    }

    /// <summary>The time of the idle begins with the end of a response that announced nothing.</summary>
    [Fact]
    public async Task A_response_that_could_not_announce_is_followed_by_the_whole_time()
    {
        await using var server = await HandoverServer.StartAsync("old");
        using var client = await RawConnection.ConnectAsync(server.EndPoint);
        await client.SendAsync("GET /started HTTP/1.1\r\nHost: t\r\n\r\n");
        await server.App.EnteredAsync();

        var drained = server.DrainAsync(null, TimeSpan.FromHours(1));
        server.App.Release();
        Assert.False((await client.ReadResponseAsync()).AnnouncesClose);
        for (var i = 0; i < 3; i++)
        {
            server.Drain.CloseIdle();
        }

        Assert.True((await client.GetAsync("/who")).AnnouncesClose);
        await client.ExpectEndAsync();
        await drained;
    }
}
