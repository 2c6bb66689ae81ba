using Instruments.Raw;

namespace Runtime.Tests.Transport;

/// <summary>Connections that cannot move: each gets the announcement in a response (RFC 9112, 9.6) before it is closed.</summary>
public sealed class AnnouncedCloseTests
{
    private const string Get = "GET /who HTTP/1.1\r\nHost: t\r\n\r\n";
    private const string Chunked = "POST /body HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";

    [Fact]
    public async Task Without_a_successor_the_next_response_announces_the_close()
    {
        await using var server = await HandoverServer.StartAsync("old");
        using var client = await RawConnection.ConnectAsync(server.EndPoint);
        Assert.False((await client.GetAsync("/who")).AnnouncesClose);

        var drained = server.DrainAsync(null);
        Assert.True((await client.GetAsync("/who")).AnnouncesClose);
        await client.ExpectEndAsync();
        await drained;
        Assert.Equal((0, 1), server.Drain.TakeCounts());
    }

    [Fact]
    public async Task A_request_under_way_announces_it_in_its_response_while_that_has_not_begun()
    {
        await using var server = await HandoverServer.StartAsync("old");
        using var client = await RawConnection.ConnectAsync(server.EndPoint);
        await client.SendAsync(Get.Replace("who", "silent"));
        await server.App.EnteredAsync();

        var drained = server.DrainAsync(null);
        server.App.Release();
        Assert.True((await client.ReadResponseAsync()).AnnouncesClose);
        await client.ExpectEndAsync();
        await drained;
    }

    [Fact]
    public async Task An_error_page_that_clears_the_headers_does_not_clear_the_announcement()
    {
        await using var server = await HandoverServer.StartAsync("old");
        using var client = await RawConnection.ConnectAsync(server.EndPoint);
        await client.GetAsync("/who");

        var drained = server.DrainAsync(null);
        await client.SendAsync(Get.Replace("who", "clear"));
        var answer = await client.ReadResponseAsync();
        if (!answer.AnnouncesClose)
        {
            // Its headers were sent before the announcement: the connection stays open for another request.
            answer = await client.GetAsync("/who");
        }

        Assert.True(answer.AnnouncesClose);
        await client.ExpectEndAsync();
        await drained;
    }

    [Fact]
    public async Task A_response_whose_headers_have_gone_is_followed_by_one_that_announces()
    {
        await using var server = await HandoverServer.StartAsync("old");
        using var client = await RawConnection.ConnectAsync(server.EndPoint);
        await client.SendAsync(Get.Replace("who", "started"));
        await server.App.EnteredAsync();

        var drained = server.DrainAsync(null);
        server.App.Release();
        Assert.False((await client.ReadResponseAsync()).AnnouncesClose);
        Assert.True((await client.GetAsync("/who")).AnnouncesClose);
        await client.ExpectEndAsync();
        await drained;
    }

    [Fact]
    public async Task An_idle_connection_is_closed_in_order_when_its_time_is_over()
    {
        await using var server = await HandoverServer.StartAsync("old");
        using var client = await RawConnection.ConnectAsync(server.EndPoint);
        using var silent = await RawConnection.ConnectAsync(server.EndPoint);
        await client.GetAsync("/who");

        var drained = server.DrainAsync(null);
        var closed = server.CloseIdleUntilAsync(drained);
        await client.ExpectEndAsync();
        await silent.ExpectEndAsync();
        await closed;
    }

    [Fact]
    public async Task A_request_under_way_when_the_time_of_the_idle_is_over_is_answered()
    {
        await using var server = await HandoverServer.StartAsync("old");
        using var client = await RawConnection.ConnectAsync(server.EndPoint);
        await client.SendAsync(Get.Replace("who", "started"));
        await server.App.EnteredAsync();

        var drained = server.DrainAsync(null);
        server.Drain.CloseIdle();
        server.App.Release();
        Assert.Equal("old", (await client.ReadResponseAsync()).Text);

        // That response started before the drain: the connection stays open for another request.
        Assert.True((await client.GetAsync("/who")).AnnouncesClose);
        await client.ExpectEndAsync();
        await drained;
    }

    [Theory]
    [InlineData(5, 0)]
    [InlineData(19, 19)]
    [InlineData(27, 19)]
    [InlineData(28, 28)]
    public async Task Half_a_head_is_not_idle_not_even_where_Kestrel_has_consumed_all_of_it(int bytes, int consumed)
    {
        await using var two = await TwoGenerations.StartAsync();
        using var client = await two.ConnectAsync();
        await two.SendToOldAsync(client, Get[..bytes]);
        await two.Old.WaitsForMoreAsync(consumed);

        var drained = two.Old.DrainAsync(null);
        two.Old.Drain.CloseIdle();
        await client.SendAsync(Get[bytes..]);
        Assert.True((await client.ReadResponseAsync()).AnnouncesClose);
        await client.ExpectEndAsync();
        await drained;
    }

    [Fact]
    public async Task A_body_that_the_application_has_not_read_is_not_idle()
    {
        await using var two = await TwoGenerations.StartAsync();
        using var client = await two.ConnectAsync();
        const string Post = "POST /unread HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\n\r\nab";
        await two.SendToOldAsync(client, Post);
        Assert.Equal("old", (await client.ReadResponseAsync()).Text);
        await two.Old.WaitsForMoreAsync(Post.Length);

        // A close now would answer the rest of the body with a reset, which destroys the response for a client that still sends.
        var drained = two.Old.DrainAsync(null);
        two.Old.Drain.CloseIdle();
        await client.SendAsync("cde" + Get);
        Assert.True((await client.ReadResponseAsync()).AnnouncesClose);
        await client.ExpectEndAsync();
        await drained;
    }

    [Fact]
    public async Task After_a_chunked_request_a_connection_cannot_leave_and_announces_it()
    {
        await using var two = await TwoGenerations.StartAsync();
        using var client = await two.ConnectAsync();
        await client.SendAsync(Chunked.Replace("body", "silent"));
        await two.Old.App.EnteredAsync();

        var drained = two.DrainAsync();
        two.Old.App.Release();
        Assert.True((await client.ReadResponseAsync()).AnnouncesClose);
        await client.ExpectEndAsync();
        await drained;
        Assert.Equal((0, 1), two.Old.Drain.TakeCounts());
    }

    [Fact]
    public async Task A_request_of_known_length_after_a_chunked_one_frees_the_connection()
    {
        await using var two = await TwoGenerations.StartAsync();
        using var client = await two.ConnectAsync();
        await client.SendAsync(Chunked);
        Assert.Equal("old 3 294", (await client.ReadResponseAsync()).Text);

        var drained = two.DrainAsync(linger: TimeSpan.FromHours(1));
        var answer = await client.GetAsync("/who");
        Assert.Equal(("old", false), (answer.Text, answer.AnnouncesClose));
        await drained;
        Assert.Equal("new", (await client.GetAsync("/who")).Text);
    }

    [Fact]
    public async Task A_chunked_request_in_the_drain_announces_the_close()
    {
        await using var two = await TwoGenerations.StartAsync();
        using var client = await two.ConnectAsync();
        await two.SendToOldAsync(client, Chunked[..50]);

        var drained = two.DrainAsync();
        await client.SendAsync(Chunked[50..]);
        var answer = await client.ReadResponseAsync();
        Assert.Equal(("old 3 294", true), (answer.Text, answer.AnnouncesClose));
        await client.ExpectEndAsync();
        await drained;
    }

    [Theory]
    [InlineData("GET /held HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n")]
    [InlineData("GET /held HTTP/1.0\r\n\r\n")]
    public async Task A_client_that_wants_the_connection_closed_gets_it_closed(string request)
    {
        await using var two = await TwoGenerations.StartAsync();
        using var client = await two.ConnectAsync();
        await client.SendAsync(request);
        await two.Old.App.EnteredAsync();

        var drained = two.DrainAsync();
        two.Old.App.Release();
        Assert.Equal("old", (await client.ReadResponseAsync()).Text);
        await client.ExpectEndAsync();
        await drained;
        Assert.Equal(0, two.Sink.Taken);
    }

    [Fact]
    public async Task HTTP_1_0_with_keep_alive_leaves_like_any_other()
    {
        await using var two = await TwoGenerations.StartAsync();
        using var client = await two.ConnectAsync();
        const string KeepAlive = "GET /who HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
        await client.SendAsync(KeepAlive);
        Assert.Equal("old", (await client.ReadResponseAsync()).Text);

        await two.DrainAsync();
        await client.SendAsync(KeepAlive);
        Assert.Equal("new", (await client.ReadResponseAsync()).Text);
    }

    [Fact]
    public async Task A_bad_request_is_answered_and_closed_while_draining()
    {
        await using var two = await TwoGenerations.StartAsync();
        using var client = await two.ConnectAsync();
        await two.SendToOldAsync(client, "GET /wh");

        var drained = two.DrainAsync();
        await client.SendAsync("o HTTP/1.1\r\nHost t\r\n\r\n");
        Assert.Equal(400, (await client.ReadResponseAsync()).Status);
        await client.ExpectEndAsync();
        await drained;
    }
}
