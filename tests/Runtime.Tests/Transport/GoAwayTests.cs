using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Runtime.Tests.Processes;

namespace Runtime.Tests.Transport;

/// <summary>HTTP/2 connections end in two steps (RFC 9113, 6.8): GOAWAY, then answers until the client has read it.</summary>
public sealed class GoAwayTests
{
    private static readonly ServerSetup Plaintext = new()
    {
        Listen = kestrel => kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2),
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_idle_connection_is_told_at_once_and_still_answers(bool isTls)
    {
        await using var two = await StartAsync(isTls);
        await using var client = await Http2Client.ConnectAsync(two.Old.EndPoint, isTls);
        await client.OpenAsync();
        Assert.Equal("old", await client.GetAsync("/who"));

        var drained = two.DrainAsync();
        Assert.Equal(Http2Client.HighestStream, (await client.GoAwayAsync()).LastStream);
        Assert.Equal("old", await client.GetAsync("/who"));
        Assert.Equal("old", await client.GetAsync("/who"));
        Assert.False(drained.IsCompleted);

        await CloseIdleUntilAsync(two.Old, drained);
        var last = await client.ReadToEndAsync();
        Assert.Equal(5, Assert.Single(last, frame => frame.Type == Http2Frame.GoAway).LastStream);
        Assert.Equal(0, two.Sink.Taken);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_with_a_stream_open_is_told_before_the_stream_ends_and_takes_another(bool isTls)
    {
        await using var two = await StartAsync(isTls);
        await using var client = await Http2Client.ConnectAsync(two.Old.EndPoint, isTls);
        await client.OpenAsync();
        var held = await client.SendRequestAsync("/held");
        await two.Old.App.EnteredAsync();

        var drained = two.DrainAsync();
        Assert.Equal(Http2Client.HighestStream, (await client.GoAwayAsync()).LastStream);
        Assert.Equal("old", await client.GetAsync("/who"));
        two.Old.App.Release();
        Assert.Equal("old"u8.ToArray(), await client.ReadBodyAsync(held));
        Assert.Equal("old", await client.GetAsync("/who"));
        await CloseIdleUntilAsync(two.Old, drained);
    }

    /// <summary>A later request that has been answered is not the reason why the connection is open.</summary>
    [Fact]
    public async Task The_report_names_the_oldest_stream_that_is_open()
    {
        await using var server = await HandoverServer.StartAsync("old", Plaintext);
        await using var client = await Http2Client.ConnectAsync(server.EndPoint, isTls: false);
        await client.OpenAsync();
        var first = await client.SendRequestAsync("/held");
        await server.App.EnteredAsync();
        Assert.Equal("old", await client.GetAsync("/who"));
        Assert.StartsWith("GET /held for ", Described(), StringComparison.Ordinal);

        var second = await client.SendRequestAsync("/held");
        await server.App.EnteredAsync();
        Assert.StartsWith("2 streams of HTTP/2, the oldest GET /held for ", Described(), StringComparison.Ordinal);

        server.App.ReleaseAll();
        await client.ReadBodiesAsync([first, second]);
        Assert.Equal("old", await client.GetAsync("/who"));
        await Until.TrueAsync(() => Described().StartsWith("idle after GET /who ", StringComparison.Ordinal), "the request to end");

        string Described() => Assert.Single(server.Drain.Describe()).ToString();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_that_closes_when_it_is_told_ends_the_drain(bool isTls)
    {
        await using var two = await StartAsync(isTls);
        var client = await Http2Client.ConnectAsync(two.Old.EndPoint, isTls);
        await client.OpenAsync();
        Assert.Equal("old", await client.GetAsync("/who"));

        var drained = two.DrainAsync();
        await client.GoAwayAsync();
        await client.DisposeAsync();
        await drained;
        Assert.Equal((0, 1), two.Old.Drain.TakeCounts());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_response_on_its_way_is_not_torn_by_the_frame_in_between(bool isTls)
    {
        const int Length = 24_000_000;
        await using var two = await StartAsync(isTls);
        await using var client = await Http2Client.ConnectAsync(two.Old.EndPoint, isTls);
        await client.OpenAsync(Http2Client.WideSettings);

        // Larger than all buffers: the server is still sending it when the drain begins.
        var big = await client.SendRequestAsync($"/big?n={Length}");
        await Until.TrueAsync(() => two.Old.Gate.Snapshot() is [var connection] && connection.Describe().Since is not null,
            "the request to begin");
        var drained = two.DrainAsync();
        var others = new List<Http2Frame>();
        var body = await client.ReadBodyAsync(big, others);

        var expected = new byte[Length];
        ScriptedApp.Pattern(expected, 0);
        Assert.True(body.AsSpan().SequenceEqual(expected));
        if (!others.Exists(frame => frame.Type == Http2Frame.GoAway))
        {
            others.Add(await client.GoAwayAsync());
        }

        Assert.Equal(Http2Client.HighestStream, Assert.Single(others, frame => frame.Type == Http2Frame.GoAway).LastStream);
        await CloseIdleUntilAsync(two.Old, drained);
    }

    [Fact]
    public async Task A_drain_that_was_called_off_leaves_the_connection_to_its_client()
    {
        await using var two = await StartAsync(isTls: false);
        await using var client = await Http2Client.ConnectAsync(two.Old.EndPoint, isTls: false);
        await client.OpenAsync();
        Assert.Equal("old", await client.GetAsync("/who"));

        _ = two.DrainAsync();
        await client.GoAwayAsync();
        two.Old.Drain.TakeBack();
        Assert.Equal("old", await client.GetAsync("/who"));

        // It has been notified once.
        var drained = two.DrainAsync();
        var others = new List<Http2Frame>();
        Assert.Equal("old", await client.GetAsync("/who", others));
        Assert.DoesNotContain(others, frame => frame.Type == Http2Frame.GoAway);
        await CloseIdleUntilAsync(two.Old, drained);
    }

    private static Task<TwoGenerations> StartAsync(bool isTls) => TwoGenerations.StartAsync(isTls ? TestTls.Server : Plaintext);

    /// <summary>Closes idle connections repeatedly, as the lifecycle does, until the time of the client is over.</summary>
    private static Task CloseIdleUntilAsync(HandoverServer server, Task drained) => Until.TrueAsync(
        () =>
        {
            server.Drain.CloseIdle();
            return drained.IsCompleted;
        },
        "the connection to be closed");
}
