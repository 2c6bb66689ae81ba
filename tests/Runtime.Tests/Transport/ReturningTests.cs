using Graceful.Transport;
using Instruments.Raw;

namespace Runtime.Tests.Transport;

/// <summary>Connections during a hand-over that are refused, returned, called off, or closed by the client.</summary>
public sealed class ReturningTests
{
    private const string Get = "GET /who HTTP/1.1\r\nHost: t\r\n\r\n";

    [Fact]
    public async Task A_connection_that_the_successor_refuses_is_served_here_and_announces_its_end()
    {
        await using var way = await OnItsWay.BeginAsync();
        Assert.False(way.Drained.IsCompleted);
        way.Return(mayLeave: false);

        var answer = await way.Client.GetAsync("/who");
        Assert.Equal(("old", true), (answer.Text, answer.AnnouncesClose));
        await way.Client.ExpectEndAsync();
        await way.Drained;
        Assert.Equal((0, 1), way.Old.Drain.TakeCounts());
        Assert.Equal(1, way.Held.Taken);
    }

    [Fact]
    public async Task A_refused_connection_that_idles_is_closed_in_order()
    {
        await using var way = await OnItsWay.BeginAsync();
        way.Return(mayLeave: false);

        // Kestrel accepts it on its own threads; then it is notified.
        await way.Old.ServedAgainAsync(way.Connection);
        way.Old.Drain.CloseIdle();
        await way.Client.ExpectEndAsync();
        await way.Drained;
    }

    [Fact]
    public async Task What_the_client_sent_to_a_connection_on_its_way_is_answered_when_it_comes_back()
    {
        await using var way = await OnItsWay.BeginAsync();
        await way.Client.SendAsync(Get + Get);

        // The successor has died: the drain is called off, and its connections return. In the other order, the second request may still be
        // part of the drain, which ends a pipeline with an announced close.
        way.Old.Drain.TakeBack();
        way.Return(mayLeave: true);
        Assert.Equal("old", (await way.Client.ReadResponseAsync()).Text);
        Assert.Equal("old", (await way.Client.ReadResponseAsync()).Text);
        Assert.False(way.Drained.IsCompleted);

        // It may move again later.
        await way.Two.DrainAsync();
        Assert.Equal("new", (await way.Client.GetAsync("/who")).Text);
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

        two.Old.Drain.TakeBack();
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
        await using var way = await OnItsWay.BeginAsync();

        // Opened during the drain, and counted by the gate only after the drain has read it.
        var returned = new HandoverConnection(
            way.Old.Transport, way.Connection.Listener, way.Fd, way.Connection.RemoteEndPoint, mayLeave: true);
        way.Old.Drain.TakeBack();
        IRequestBoundaryFeature boundary = returned;
        boundary.BeginRequest(isHttp2: false, contentLength: 0, "GET", "/who");
        Assert.False(boundary.StartResponse(switchesProtocol: false));

        way.Old.Transport.Returned(way.Connection, returned.DetachUnstarted(), mayLeave: true);
        Assert.False((await way.Client.GetAsync("/who")).AnnouncesClose);
    }

    [Fact]
    public async Task A_client_that_closes_while_its_connection_moves_is_noticed_by_its_owner()
    {
        await using var way = await OnItsWay.BeginAsync();

        way.Client.Dispose();
        way.Arrive();
        await way.Drained;
        await way.Two.Successor.DrainAsync(null);
        Assert.Equal(0, way.Two.Successor.Gate.Count);
    }

    [Fact]
    public async Task A_client_that_resets_while_its_connection_moves_harms_no_other_client()
    {
        await using var way = await OnItsWay.BeginAsync();

        way.Client.Reset();
        way.Arrive();
        await way.Drained;
        await way.Two.Successor.DrainAsync(null);
        Assert.DoesNotContain(way.Two.Successor.Log.Lines, line => line.Level >= Microsoft.Extensions.Logging.LogLevel.Error);
    }

    [Fact]
    public async Task An_abort_at_the_deadline_does_not_touch_what_is_with_the_successor()
    {
        await using var way = await OnItsWay.BeginAsync();

        // shutdown(2) would act on the socket in every process; Kestrel requests it too (HttpConnection.OnConnectionClosed).
        way.Old.Drain.Abort();
        way.Connection.Abort();
        way.Arrive();
        await way.Drained;
        Assert.Equal("new", (await way.Client.GetAsync("/who")).Text);
    }

    [Fact]
    public async Task A_connection_accepted_and_not_yet_in_Kestrel_leaves()
    {
        await using var two = await TwoGenerations.StartAsync();

        // A listener that Kestrel does not know: its accepted connections stay in its queue.
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
        await using var server = await HandoverServer.StartAsync("old");
        await server.DrainAsync(null);

        // Kestrel's first accept, late: a stop was requested while it was starting.
        var listener = server.Listeners.Open(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        var accepting = listener.AcceptAsync();
        using var client = await RawConnection.ConnectAsync(listener.EndPoint);
        server.Transport.AcceptLoop.Invoke(() => { });
        Assert.Equal(0, server.Gate.Count);
        Assert.False(accepting.IsCompleted);

        server.Drain.TakeBack();
        Assert.NotNull(await accepting);
        await listener.DisposeAsync();
    }

    /// <summary>A client whose connection has left Kestrel in the old process and has not arrived in the new one.</summary>
    private sealed class OnItsWay : IAsyncDisposable
    {
        internal required TwoGenerations Two { get; init; }

        internal required RawConnection Client { get; init; }

        internal required HoldingSink Held { get; init; }

        internal required Task Drained { get; init; }

        internal required HandoverConnection Connection { get; init; }

        internal required int Fd { get; init; }

        internal HandoverServer Old => Two.Old;

        internal static async Task<OnItsWay> BeginAsync()
        {
            var two = await TwoGenerations.StartAsync();
            var client = await two.ConnectAsync();
            await client.GetAsync("/who");
            var held = new HoldingSink();
            var drained = two.Old.DrainAsync(held);
            var (connection, fd) = await held.NextAsync();
            return new OnItsWay { Two = two, Client = client, Held = held, Drained = drained, Connection = connection, Fd = fd };
        }

        /// <summary>Asserts that the successor does not have it.</summary>
        internal void Return(bool mayLeave) => Old.Transport.Returned(Connection, Fd, mayLeave);

        /// <summary>Asserts that the successor has it.</summary>
        internal void Arrive() => Two.Sink.Take(Connection, Fd);

        public ValueTask DisposeAsync()
        {
            Client.Dispose();
            return Two.DisposeAsync();
        }
    }
}
