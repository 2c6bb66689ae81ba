using Instruments.Raw;

namespace Runtime.Tests.Transport;

/// <summary>
/// When a connection may move, byte by byte. The successor cannot know bytes of a request that the old process has read: a connection
/// that moves too early causes a missing or wrong answer, or one from the wrong process.
/// </summary>
public sealed class LeavingTests
{
    private const string Get = "GET /who HTTP/1.1\r\nHost: t\r\n\r\n";

    [Fact]
    public async Task An_idle_connection_leaves_and_the_client_does_not_notice()
    {
        await using var two = await TwoGenerations.StartAsync();
        using var client = await two.ConnectAsync();
        Assert.Equal("old", (await client.GetAsync("/who")).Text);

        await two.DrainAsync();
        Assert.Equal((1, 0), two.Old.Drain.TakeCounts());
        var answer = await client.GetAsync("/who");
        Assert.Equal(("new", false), (answer.Text, answer.AnnouncesClose));
    }

    [Fact]
    public async Task A_connection_without_a_byte_leaves()
    {
        await using var two = await TwoGenerations.StartAsync();
        using var client = await two.ConnectAsync();
        await two.AcceptedAsync();

        await two.DrainAsync();
        Assert.Equal("new", (await client.GetAsync("/who")).Text);
    }

    [Fact]
    public async Task A_connection_in_the_backlog_stays_there_for_the_successor()
    {
        await using var two = await TwoGenerations.StartAsync();
        await two.DrainAsync();

        // The socket is shared: here the old process takes the successor's role.
        using var client = await two.ConnectAsync();
        await client.SendAsync(Get);
        Assert.Equal(0, two.Old.Gate.Count);
        two.Old.Drain.TakeBack();
        Assert.Equal("old", (await client.ReadResponseAsync()).Text);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(19)]
    [InlineData(20)]
    [InlineData(27)]
    [InlineData(29)]
    public async Task Half_a_head_keeps_the_connection_until_its_answer(int bytes)
    {
        await using var two = await TwoGenerations.StartAsync();
        using var client = await two.ConnectAsync();
        await two.SendToOldAsync(client, Get[..bytes]);

        var drained = two.DrainAsync();
        await client.SendAsync(Get[bytes..]);
        Assert.Equal("old", (await client.ReadResponseAsync()).Text);
        await drained;
        Assert.Equal("new", (await client.GetAsync("/who")).Text);
    }

    [Fact]
    public async Task Half_a_head_after_a_request_keeps_the_connection_too()
    {
        await using var two = await TwoGenerations.StartAsync();
        using var client = await two.ConnectAsync();
        await client.GetAsync("/who");
        await two.SendToOldAsync(client, Get[..25]);

        var drained = two.DrainAsync();
        await client.SendAsync(Get[25..]);
        Assert.Equal("old", (await client.ReadResponseAsync()).Text);
        await drained;
        Assert.Equal("new", (await client.GetAsync("/who")).Text);
    }

    [Theory]
    [InlineData("/body", "old 5 504")]
    [InlineData("/unread", "old")]
    public async Task A_body_that_is_outstanding_keeps_the_connection(string path, string expected)
    {
        await using var two = await TwoGenerations.StartAsync();
        using var client = await two.ConnectAsync();
        await two.SendToOldAsync(client, $"POST {path} HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\n\r\nde");

        var drained = two.DrainAsync();
        await client.SendAsync("def");
        Assert.Equal(expected, (await client.ReadResponseAsync()).Text);
        await drained;
        Assert.Equal("new", (await client.GetAsync("/who")).Text);
    }

    [Fact]
    public async Task A_client_that_expects_to_be_told_to_continue_is_told_and_stays()
    {
        await using var two = await TwoGenerations.StartAsync();
        using var client = await two.ConnectAsync();
        await client.SendAsync("POST /body HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
        Assert.Equal(100, (await client.ReadResponseAsync(answersHead: true)).Status);

        var drained = two.DrainAsync();
        await client.SendAsync("abc");
        Assert.Equal("old 3 294", (await client.ReadResponseAsync()).Text);
        await drained;
        Assert.Equal("new", (await client.GetAsync("/who")).Text);
    }

    [Fact]
    public async Task A_request_in_the_application_keeps_the_connection_until_its_answer()
    {
        await using var two = await TwoGenerations.StartAsync();
        using var client = await two.ConnectAsync();
        await client.SendAsync(Get.Replace("who", "held"));
        await two.Old.App.EnteredAsync();

        var drained = two.DrainAsync();
        two.Old.App.Release();
        var answer = await client.ReadResponseAsync();
        Assert.Equal(("old", false), (answer.Text, answer.AnnouncesClose));
        await drained;
        Assert.Equal("new", (await client.GetAsync("/who")).Text);
    }

    [Fact]
    public async Task Pipelined_requests_are_all_answered_by_the_process_that_has_read_them()
    {
        await using var two = await TwoGenerations.StartAsync();
        using var client = await two.ConnectAsync();
        await two.SendToOldAsync(client, Get.Replace("who", "held") + Get + Get.Replace("who", "held") + Get);
        await two.Old.App.EnteredAsync();

        var drained = two.DrainAsync(linger: TimeSpan.FromHours(1));
        two.Old.App.ReleaseAll();
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal("old", (await client.ReadResponseAsync()).Text);
        }

        await drained;
        Assert.Equal("new", (await client.GetAsync("/who")).Text);
    }

    [Fact]
    public async Task What_is_sent_while_the_answer_is_written_is_answered_in_order()
    {
        await using var two = await TwoGenerations.StartAsync();
        using var client = await two.ConnectAsync();
        await client.SendAsync(Get.Replace("who", "held"));
        await two.Old.App.EnteredAsync();

        // Either process may answer the second request; each request must be answered once, and in order.
        var drained = two.DrainAsync(linger: TimeSpan.FromHours(1));
        await client.SendAsync(Get.Replace("who", "echo?n=2"));
        two.Old.App.Release();
        Assert.Equal("old", (await client.ReadResponseAsync()).Text);
        Assert.EndsWith(" 2", (await client.ReadResponseAsync()).Text);
        await drained;
        Assert.Equal("new", (await client.GetAsync("/who")).Text);
    }

    [Fact]
    public async Task An_empty_line_after_a_request_does_not_keep_the_connection()
    {
        await using var two = await TwoGenerations.StartAsync();
        using var client = await two.ConnectAsync();
        Assert.Equal("old", (await client.GetAsync("/who")).Text);
        await two.SendToOldAsync(client, "\r\n");

        // They belong to the request before them (RFC 9112, 2.2).
        await two.DrainAsync();
        Assert.Equal("new", (await client.GetAsync("/who")).Text);
    }

    [Fact]
    public async Task A_request_that_had_been_answered_before_does_not_keep_the_next_one_from_leaving()
    {
        await using var two = await TwoGenerations.StartAsync();
        using var client = await two.ConnectAsync();
        for (var i = 0; i < 3; i++)
        {
            await client.SendAsync("POST /body HTTP/1.1\r\nHost: t\r\nContent-Length: 2\r\n\r\nab");
            Assert.Equal("old 2 195", (await client.ReadResponseAsync()).Text);
        }

        await two.DrainAsync();
        Assert.Equal("new", (await client.GetAsync("/who")).Text);
    }
}
