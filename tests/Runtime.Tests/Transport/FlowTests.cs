using System.Net;
using Graceful.Posix;
using Instruments.Raw;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Runtime.Tests.Processes;
using Tmds.Linux;

namespace Runtime.Tests.Transport;

/// <summary>General transport behaviour: back-pressure, aborts, half-closes, the user's options; partly during a drain.</summary>
public sealed class FlowTests
{
    private const int Megabytes = 1024 * 1024;
    public static TheoryData<string> Options => [.. Setups.Keys];

    private static Dictionary<string, Action<SocketTransportOptions>> Setups { get; } = new()
    {
        ["default"] = _ => { },
        ["no limits"] = options => (options.MaxReadBufferSize, options.MaxWriteBufferSize) = (null, null),
        ["narrow"] = options => (options.MaxReadBufferSize, options.MaxWriteBufferSize) = (1, 1),
        ["buffer before data"] = options => options.WaitForDataBeforeAllocatingBuffer = false,
        ["inline"] = options => options.UnsafePreferInlineScheduling = true,
        ["no queues"] = options => options.IOQueueCount = 0,
        ["many queues"] = options => options.IOQueueCount = 5,
    };

    [Theory]
    [MemberData(nameof(Options))]
    public async Task Large_bodies_arrive_whole_in_both_directions(string options)
    {
        const int Length = 5 * Megabytes + 7;
        await using var server = await HandoverServer.StartAsync("one", new() { Sockets = Setups[options] });
        using var client = await RawConnection.ConnectAsync(server.EndPoint);
        var body = new byte[Length];
        ScriptedApp.Pattern(body, 0);

        await client.SendAsync($"POST /body HTTP/1.1\r\nHost: t\r\nContent-Length: {Length}\r\n\r\n");
        await client.SendAsync(body);
        Assert.Equal($"one {Length} {body.Sum(value => (long)value)}", (await client.ReadResponseAsync()).Text);

        var answer = await client.GetAsync($"/big?n={Length}");
        Assert.True(body.AsSpan().SequenceEqual(answer.Body));
    }

    [Fact]
    public async Task A_response_larger_than_the_socket_buffer_is_sent_before_the_connection_leaves()
    {
        // Small enough for Kestrel to finish, and too large for the kernel buffers while the client does not read.
        const int Length = 12 * Megabytes;
        await using var two = await TwoGenerations.StartAsync(new() { Sockets = options => options.MaxWriteBufferSize = null });
        using var client = await two.ConnectAsync();
        await client.SendAsync($"GET /big?n={Length} HTTP/1.1\r\nHost: t\r\n\r\n");
        await two.Old.WaitsForMoreAsync($"GET /big?n={Length} HTTP/1.1\r\nHost: t\r\n\r\n".Length);

        var drained = two.DrainAsync();
        Assert.False(drained.IsCompleted);
        Assert.Equal(0, two.Sink.Taken);
        var answer = await client.ReadResponseAsync();
        var expected = new byte[Length];
        ScriptedApp.Pattern(expected, 0);
        Assert.True(expected.AsSpan().SequenceEqual(answer.Body));
        await drained.WaitAsync(Until.Limit);
        Assert.Equal("new", (await client.GetAsync("/who")).Text);
    }

    [Fact]
    public async Task A_client_that_reads_slowly_and_sends_again_gets_both_answers_in_order()
    {
        const int Length = 12 * Megabytes;
        await using var two = await TwoGenerations.StartAsync(new() { Sockets = options => options.MaxWriteBufferSize = null });
        using var client = await two.ConnectAsync();
        await client.SendAsync($"GET /big?n={Length} HTTP/1.1\r\nHost: t\r\n\r\n");
        await two.Old.WaitsForMoreAsync($"GET /big?n={Length} HTTP/1.1\r\nHost: t\r\n\r\n".Length);

        var drained = two.DrainAsync(linger: TimeSpan.FromHours(1));
        await client.SendAsync("GET /who HTTP/1.1\r\nHost: t\r\n\r\n");
        Assert.Equal(Length, (await client.ReadResponseAsync()).Body.Length);
        Assert.Equal("new", (await client.ReadResponseAsync()).Text);
        await drained.WaitAsync(Until.Limit);
    }

    [Fact]
    public async Task A_client_that_closes_while_its_answer_is_still_sent_ends_the_connection()
    {
        const int Length = 12 * Megabytes;
        await using var two = await TwoGenerations.StartAsync(new() { Sockets = options => options.MaxWriteBufferSize = null });
        using var client = await two.ConnectAsync();
        await client.SendAsync($"GET /big?n={Length} HTTP/1.1\r\nHost: t\r\n\r\n");
        await two.Old.WaitsForMoreAsync($"GET /big?n={Length} HTTP/1.1\r\nHost: t\r\n\r\n".Length);

        var drained = two.DrainAsync();
        client.Reset();
        await drained.WaitAsync(Until.Limit);
        Assert.Equal(0, two.Sink.Taken);
    }

    /// <summary>The response is with the kernel, and the connection has left for Kestrel: only the transport still sends.</summary>
    [Fact]
    public async Task A_client_that_never_reads_its_answer_does_not_hold_the_process()
    {
        const int Length = 12 * Megabytes;
        await using var two = await TwoGenerations.StartAsync(new() { Sockets = options => options.MaxWriteBufferSize = null });
        using var client = await two.ConnectAsync();
        await client.SendAsync($"GET /big?n={Length} HTTP/1.1\r\nHost: t\r\n\r\n");
        await two.Old.WaitsForMoreAsync($"GET /big?n={Length} HTTP/1.1\r\nHost: t\r\n\r\n".Length);
        var drained = two.DrainAsync();
        await Until.TrueAsync(
            () => two.Old.Gate.Snapshot() is [{ Phase: Graceful.Transport.ConnectionPhase.Leaving }], "the connection to leave");

        Assert.Equal(1, two.Old.Drain.Abort().Connections);
        await drained.WaitAsync(Until.Limit);
        Assert.Equal(0, two.Sink.Taken);
    }

    [Theory]
    [InlineData("/chunks")]
    [InlineData("/chunks-blocking")]
    public async Task What_a_request_flushes_is_sent_though_the_request_goes_on(string path)
    {
        await using var server = await HandoverServer.StartAsync("one");
        using var client = await RawConnection.ConnectAsync(server.EndPoint);
        for (var i = 0; i < 20; i++)
        {
            await client.SendAsync($"GET {path} HTTP/1.1\r\nHost: t\r\n\r\n");
            await client.ReadUntilAsync("5\r\nfirst\r\n");
            server.App.Release();
            await client.ReadUntilAsync("6\r\nsecond\r\n0\r\n\r\n");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RequestAborted_fires_when_the_client_goes(bool withReset)
    {
        await using var server = await HandoverServer.StartAsync("one");
        using var client = await RawConnection.ConnectAsync(server.EndPoint);
        await client.SendAsync("GET /held HTTP/1.1\r\nHost: t\r\n\r\n");
        await server.App.EnteredAsync();
        if (withReset)
        {
            client.Reset();
        }
        else
        {
            client.Dispose();
        }

        await server.App.AbortedAsync();
    }

    [Fact]
    public async Task RequestAborted_does_not_fire_when_a_drain_begins()
    {
        await using var two = await TwoGenerations.StartAsync();
        using var client = await two.ConnectAsync();
        await client.SendAsync("GET /held HTTP/1.1\r\nHost: t\r\n\r\n");
        await two.Old.App.EnteredAsync();
        var aborted = two.Old.App.AbortedAsync();

        var drained = two.DrainAsync();
        two.Old.App.Release();
        Assert.Equal("old", (await client.ReadResponseAsync()).Text);
        await drained.WaitAsync(Until.Limit);
        Assert.False(aborted.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task What_is_left_at_the_deadline_is_aborted()
    {
        await using var server = await HandoverServer.StartAsync("old");
        using var client = await RawConnection.ConnectAsync(server.EndPoint);
        await client.SendAsync("GET /held HTTP/1.1\r\nHost: t\r\n\r\n");
        await server.App.EnteredAsync();
        var drained = server.DrainAsync(null);
        server.Drain.CloseIdle();
        Assert.Equal(1, server.Drain.Remaining);

        server.Drain.Abort();
        await server.App.AbortedAsync();
        await client.ExpectBrokenAsync();
        server.App.Release();
        await drained.WaitAsync(Until.Limit);
    }

    [Fact]
    public async Task An_unread_upload_is_held_back()
    {
        const int Length = 20 * Megabytes;
        await using var server = await HandoverServer.StartAsync("one",
            new() { Sockets = options => options.MaxReadBufferSize = 64 * 1024 });
        using var client = await RawConnection.ConnectAsync(server.EndPoint);
        await client.SendAsync($"POST /held HTTP/1.1\r\nHost: t\r\nContent-Length: {Length}\r\n\r\n");
        await server.App.EnteredAsync();

        // Larger than all buffers of the kernel and of the transport, so that this ends only when the client reads.
        var sending = client.SendAsync(new byte[Length]);
        var (here, there) = ((IPEndPoint)server.EndPoint, (IPEndPoint)client.Local);
        var (unread, unchanged) = (0, 0);
        await Until.TrueAsync(
            () =>
            {
                var now = Unread(here, there);
                unchanged = now > 0 && now == unread ? unchanged + 1 : 0;
                unread = now;
                return unchanged == 25;
            },
            "the server to read no further");
        Assert.False(sending.IsCompleted);
        server.App.Release();
        Assert.Equal("one", (await client.ReadResponseAsync()).Text);
        await sending.WaitAsync(Until.Limit);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task NoDelay_is_what_the_options_say(bool noDelay, int expected)
    {
        await using var server = await HandoverServer.StartAsync("old", new() { Sockets = options => options.NoDelay = noDelay });
        using var client = await RawConnection.ConnectAsync(server.EndPoint);
        await client.GetAsync("/who");
        var sink = new HoldingSink();
        _ = server.DrainAsync(sink);
        var (connection, fd) = await sink.NextAsync();
        Assert.Equal(expected, SocketOption(fd, LibC.IPPROTO_TCP, LibC.TCP_NODELAY, at: 0));
        server.Transport.Returned(connection, fd, mayLeave: false);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(77)]
    public async Task The_backlog_is_what_the_options_say(int backlog)
    {
        // tcp(7), TCP_INFO: for a listening socket tcpi_sacked, the eighth number, is the limit of its backlog.
        await using var server = await HandoverServer.StartAsync("old", new() { Sockets = options => options.Backlog = backlog });
        Assert.Equal(backlog, SocketOption(server.Listener.Fd, LibC.IPPROTO_TCP, LibC.TCP_INFO, at: 7));
    }

    /// <summary>listen(2) is called again for the socket that both processes have.</summary>
    [Theory]
    [InlineData(3, 77)]
    [InlineData(77, 3)]
    public async Task A_successor_applies_its_own_backlog_to_a_socket_that_it_inherits(int before, int after)
    {
        await using var old = await HandoverServer.StartAsync("old", new() { Sockets = options => options.Backlog = before });
        await using var successor = await HandoverServer.StartAsync("new", new()
        {
            Sockets = options => options.Backlog = after,
            Inherited = new Dictionary<string, int> { [old.Listener.Key] = AdoptingSink.Duplicate(old.Listener.Fd) },
        });
        Assert.Equal(after, SocketOption(successor.Listener.Fd, LibC.IPPROTO_TCP, LibC.TCP_INFO, at: 7));
        Assert.Equal(after, SocketOption(old.Listener.Fd, LibC.IPPROTO_TCP, LibC.TCP_INFO, at: 7));
    }

    [Fact]
    public async Task A_listening_socket_may_be_made_by_the_application()
    {
        var asked = 0;
        await using var server = await HandoverServer.StartAsync("one", new()
        {
            Sockets = options => options.CreateBoundListenSocket = endPoint =>
            {
                asked++;
                return SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint);
            },
        });
        Assert.Equal("one", (await RawConnection.GetAsync(server.EndPoint, "/who")).Text);
        Assert.Equal(1, asked);
    }

    /// <summary>Returns the bytes in the kernel that the server has not read (/proc/net/tcp, proc(5)).</summary>
    private static int Unread(IPEndPoint server, IPEndPoint client)
    {
        var (local, remote) = ($":{server.Port:X4}", $":{client.Port:X4}");
        var row = File.ReadLines("/proc/net/tcp")
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .FirstOrDefault(row => row[1].EndsWith(local, StringComparison.Ordinal) && row[2].EndsWith(remote, StringComparison.Ordinal));
        return row is null ? 0 : int.Parse(row[4].AsSpan(row[4].IndexOf(':') + 1), System.Globalization.NumberStyles.AllowHexSpecifier);
    }

    private static unsafe int SocketOption(int fd, int level, int name, int at)
    {
        var value = stackalloc int[64];
        socklen_t length = 64 * sizeof(int);
        Assert.Equal(0, LibC.getsockopt(fd, level, name, value, &length));
        Assert.True(length >= (at + 1) * sizeof(int));
        return value[at];
    }
}
