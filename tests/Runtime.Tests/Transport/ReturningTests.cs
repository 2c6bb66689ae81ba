using Graceful.Transport;
using Runtime.Tests.Processes.Raw;

namespace Runtime.Tests.Transport;

/// <summary>Connections that were on their way, or would have been: refused, returned, called off, closed by the client.</summary>
public sealed class ReturningTests
{
    private const string Get = "GET /who HTTP/1.1\r\nHost: t\r\n\r\n";

    [Fact]
    public async Task A_connection_that_the_successor_refuses_is_served_here_and_announces_its_end()
    {
        await using var server = await HandoffServer.StartAsync("old");
        using var client = await RawConnection.ConnectAsync(server.EndPoint);
        await client.GetAsync("/who");
        var sink = new HoldingSink();
        var drained = server.DrainAsync(sink);

        var (connection, fd) = await sink.NextAsync();
        Assert.False(drained.IsCompleted);
        server.Transport.Returned(connection, fd, mayLeave: false);

        var answer = await client.GetAsync("/who");
        Assert.Equal(("old", true), (answer.Text, answer.AnnouncesClose));
        await client.ExpectEndAsync();
        await drained;
        Assert.Equal((0, 1), server.Drain.TakeCounts());
        Assert.Equal(1, sink.Taken);
    }

    [Fact]
    public async Task A_refused_connection_that_idles_is_closed_in_order()
    {
        await using var server = await HandoffServer.StartAsync("old");
        using var client = await RawConnection.ConnectAsync(server.EndPoint);
        await client.GetAsync("/who");
        var sink = new HoldingSink();
        var drained = server.DrainAsync(sink);
        var (connection, fd) = await sink.NextAsync();
        server.Transport.Returned(connection, fd, mayLeave: false);

        // Kestrel takes it up on its own threads; then it is told.
        await server.ServedAgainAsync(connection);
        server.Drain.CloseIdle();
        await client.ExpectEndAsync();
        await drained;
    }

    [Fact]
    public async Task What_the_client_sent_to_a_connection_on_its_way_is_answered_when_it_comes_back()
    {
        await using var server = await HandoffServer.StartAsync("old");
        using var client = await RawConnection.ConnectAsync(server.EndPoint);
        await client.GetAsync("/who");
        var sink = new HoldingSink();
        var drained = server.DrainAsync(sink);
        var (connection, fd) = await sink.NextAsync();
        await client.SendAsync(Get + Get);

        // The successor has died: its connections come back, and the drain is called off.
        server.Transport.Returned(connection, fd, mayLeave: true);
        server.Drain.CallOff();
        Assert.Equal("old", (await client.ReadResponseAsync()).Text);
        Assert.Equal("old", (await client.ReadResponseAsync()).Text);
        Assert.False(drained.IsCompleted);

        // And may leave another time.
        await using var successor = await HandoffServer.StartAsync("new");
        await server.DrainAsync(new AdoptingSink(server, successor));
        Assert.Equal("new", (await client.GetAsync("/who")).Text);
    }

    [Fact]
    public async Task A_drain_called_off_keeps_what_has_not_left_and_accepts_again()
    {
        await using var two = await TwoGenerations.StartAsync();
        using var busy = await two.ConnectAsync();
        using var idle = await two.ConnectAsync();
        await idle.GetAsync("/who");
        await busy.SendAsync(Get.Replace("who", "held"));
        await two.Old.App.EnteredAsync();
        var sink = new HoldingSink();
        _ = two.Old.DrainAsync(sink);
        var (connection, fd) = await sink.NextAsync();
        two.Old.Drain.CloseIdle();

        two.Old.Drain.CallOff();
        two.Old.Transport.Returned(connection, fd, mayLeave: true);
        two.Old.App.Release();
        var answer = await busy.ReadResponseAsync();
        Assert.Equal(("old", false), (answer.Text, answer.AnnouncesClose));
        foreach (var kept in new[] { busy, idle })
        {
            answer = await kept.GetAsync("/who");
            Assert.Equal(("old", false), (answer.Text, answer.AnnouncesClose));
        }

        answer = await RawConnection.GetAsync(two.Old.EndPoint, "/who");
        Assert.Equal(("old", false), (answer.Text, answer.AnnouncesClose));

        await two.DrainAsync();
        Assert.Equal("new", (await busy.GetAsync("/who")).Text);
        Assert.Equal("new", (await idle.GetAsync("/who")).Text);
    }

    [Fact]
    public async Task A_connection_that_comes_back_while_the_drain_is_called_off_drains_no_longer()
    {
        await using var server = await HandoffServer.StartAsync("old");
        using var client = await RawConnection.ConnectAsync(server.EndPoint);
        await client.GetAsync("/who");
        var sink = new HoldingSink();
        _ = server.DrainAsync(sink);
        var (connection, fd) = await sink.NextAsync();

        // Made while the process drains, and known to the gate only after the drain has looked there.
        var returned = new HandoffConnection(server.Transport, connection.Listener, fd, connection.RemoteEndPoint, mayLeave: true);
        server.Drain.CallOff();
        IRequestBoundaryFeature boundary = returned;
        Assert.False(boundary.BeginRequest(isHttp2: false, contentLength: 0, isChunked: false, "GET", "/who"));

        server.Transport.Returned(connection, returned.DetachUnstarted(), mayLeave: true);
        Assert.False((await client.GetAsync("/who")).AnnouncesClose);
    }

    [Fact]
    public async Task A_client_that_closes_while_its_connection_is_on_its_way_is_seen_by_whoever_has_it()
    {
        await using var two = await TwoGenerations.StartAsync();
        var client = await two.ConnectAsync();
        await client.GetAsync("/who");
        var sink = new HoldingSink();
        var drained = two.Old.DrainAsync(sink);
        var (connection, fd) = await sink.NextAsync();

        client.Dispose();
        two.Sink.Take(connection, fd);
        await drained;
        await two.Successor.DrainAsync(null);
        Assert.Equal(0, two.Successor.Gate.Count);
    }

    [Fact]
    public async Task A_client_that_resets_while_its_connection_is_on_its_way_harms_nobody()
    {
        await using var two = await TwoGenerations.StartAsync();
        using var client = await two.ConnectAsync();
        await client.GetAsync("/who");
        var sink = new HoldingSink();
        var drained = two.Old.DrainAsync(sink);
        var (connection, fd) = await sink.NextAsync();

        client.Reset();
        two.Sink.Take(connection, fd);
        await drained;
        await two.Successor.DrainAsync(null);
        Assert.Equal("new", two.Successor.App.Name);
        Assert.DoesNotContain(two.Successor.Log.Lines, line => line.Level >= Microsoft.Extensions.Logging.LogLevel.Error);
    }

    [Fact]
    public async Task An_abort_at_the_deadline_does_not_touch_what_is_with_the_successor()
    {
        await using var two = await TwoGenerations.StartAsync();
        using var client = await two.ConnectAsync();
        await client.GetAsync("/who");
        var sink = new HoldingSink();
        var drained = two.Old.DrainAsync(sink);
        var (connection, fd) = await sink.NextAsync();

        // shutdown(2) would act on the socket, whoever else has it; Kestrel asks for it, too (HttpConnection.OnConnectionClosed).
        two.Old.Drain.Abort();
        connection.Abort();
        two.Sink.Take(connection, fd);
        await drained;
        Assert.Equal("new", (await client.GetAsync("/who")).Text);
    }

    [Fact]
    public async Task A_connection_accepted_and_not_yet_in_Kestrel_leaves()
    {
        await using var two = await TwoGenerations.StartAsync();

        // A listener that Kestrel does not know: what it accepts stays in its queue.
        var listener = two.Old.Listeners.Open(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        listener.ResumeAccepting();
        using var client = await RawConnection.ConnectAsync(listener.EndPoint);
        await client.SendAsync(Get);
        await two.AcceptedAsync();

        await two.DrainAsync();
        Assert.Equal("new", (await client.ReadResponseAsync()).Text);
        Assert.Equal("new", (await client.GetAsync("/who")).Text);
        await listener.DisposeAsync();
    }

    [Fact]
    public async Task A_listener_that_begins_during_a_drain_accepts_nothing()
    {
        await using var server = await HandoffServer.StartAsync("old");
        await server.DrainAsync(null);

        // Kestrel's first question, late: a stop was asked for while it was starting.
        var listener = server.Listeners.Open(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        var accepting = listener.AcceptAsync();
        using var client = await RawConnection.ConnectAsync(listener.EndPoint);
        server.Transport.AcceptLoop.Invoke(() => { });
        Assert.Equal(0, server.Gate.Count);
        Assert.False(accepting.IsCompleted);

        server.Drain.CallOff();
        Assert.NotNull(await accepting);
        await listener.DisposeAsync();
    }
}
