using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Graceful.Posix;
using Graceful.Transport;
using Instruments.Raw;
using Instruments.Servers;
using Microsoft.AspNetCore.Hosting;
using Runtime.Tests.Processes;
using Tmds.Linux;

namespace Runtime.Tests.Transport;

/// <summary>An endpoint that the successor does not have, or has at another address of the same port.</summary>
public sealed class RemovedEndpointTests
{
    /// <summary>
    /// TCP_DEFER_ACCEPT makes the server ignore the ACK that ends the handshake, as if it were still on its way, until the request comes.
    /// </summary>
    [NeedsSocketFilter]
    public async Task A_client_whose_handshake_has_begun_is_served()
    {
        await using var server = await StartAsync();
        DeferAccept(server.Listener.Fd);
        using var client = await RawConnection.ConnectAsync(server.EndPoint);
        server.Listener.StopListening();
        var drained = server.DrainAsync(null);
        Assert.False(drained.IsCompleted);
        Assert.Equal(0, server.Gate.Count);
        Assert.Equal("old", (await client.GetAsync("/who")).Text);
        await server.CloseIdleUntilAsync(drained);
    }

    [NeedsSocketFilter]
    public async Task Without_clients_the_listener_is_closed_and_the_drain_ends()
    {
        await using var server = await StartAsync();
        server.Listener.StopListening();
        await server.DrainAsync(null).WaitAsync(Until.Limit);
        Assert.Equal(-1, server.Listener.Fd);
    }

    [Fact]
    public async Task A_Unix_socket_is_closed_at_once()
    {
        var path = Path.Combine(Path.GetTempPath(), $"graceful-{Guid.NewGuid():N}.sock");
        await using var server = await StartAsync(new() { Listen = kestrel => kestrel.ListenUnixSocket(path) });
        server.Listener.StopListening();
        Assert.Equal(-1, server.Listener.Fd);
        await server.DrainAsync(null).WaitAsync(Until.Limit);
    }

    [NeedsSocketFilter]
    public async Task A_listener_that_is_taken_back_before_it_is_closed_listens_again()
    {
        await using var server = await StartAsync();
        server.Listener.StopListening();
        var fd = server.Listener.Fd;
        Assert.NotEqual(-1, fd);
        _ = server.DrainAsync(null);
        server.Drain.TakeBack();
        Assert.Equal("old", (await RawConnection.GetAsync(server.EndPoint, "/who")).Text);
        Assert.Equal(fd, server.Listener.Fd);

        // The drain does not wait for the removal any more.
        await server.CloseIdleUntilAsync(server.DrainAsync(null));
    }

    /// <summary>A master has closed its copy at the hand-over.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_listener_that_listens_again_is_passed_to_the_master_as_soon_as_it_has_room(int refusals)
    {
        await using var server = await StartAsync();
        var master = new FakeMaster { Refusals = refusals };
        server.Listeners.Keeper = master;
        server.Listener.StopListening();
        _ = server.DrainAsync(null);
        server.Drain.TakeBack();
        await Until.TrueAsync(() => !master.Kept.IsEmpty, "the socket to be passed");
        Assert.Equal([server.Listener.Fd], master.Kept);
    }

    [Fact]
    public async Task A_listener_whose_address_is_in_use_is_bound_when_it_is_free()
    {
        await using var server = await StartAsync();
        using (await TakeAddressAsync(server))
        {
            server.Drain.TakeBack();
            Assert.Equal(1, server.Log.Count("Listening on tcp:127.0.0.1:0 again failed: Address already in use"));
            Assert.Equal(-1, server.Listener.Fd);
        }

        await Until.TrueAsync(() => server.Listener.Fd >= 0, "the listener to be bound");
        Assert.Equal("old", (await RawConnection.GetAsync(server.EndPoint, "/who")).Text);
    }

    [Fact]
    public async Task A_listener_whose_address_stays_in_use_ends_its_attempts_after_thirty_seconds()
    {
        await using var server = await StartAsync();
        var now = 0L;
        server.Transport.Now = () => Volatile.Read(ref now);
        using (await TakeAddressAsync(server))
        {
            server.Drain.TakeBack();
            Volatile.Write(ref now, 29_999);
            Assert.Equal(1, server.Log.Count("in use; the other endpoints are served, retrying for 30 s"));
            Assert.Equal(0, server.Log.Count("in use; the other endpoints are served. "));

            Volatile.Write(ref now, 30_000);
            await Until.TrueAsync(() => server.Log.Count("Listening on tcp:127.0.0.1:0 again failed") == 2, "the end of the attempts");
            server.Transport.AcceptLoop.Invoke(() => Assert.Equal(Timeout.Infinite, server.Transport.AcceptLoop.Timers.UntilNext()));
        }

        // The address is free now, and the next hand-over that is taken back binds it.
        Assert.Equal(-1, server.Listener.Fd);
        server.Drain.TakeBack();
        Assert.Equal("old", (await RawConnection.GetAsync(server.EndPoint, "/who")).Text);
    }

    /// <summary>The successor binds the address itself.</summary>
    [Fact]
    public async Task A_restart_and_a_drain_end_the_attempts_to_bind()
    {
        await using var server = await StartAsync();
        using (await TakeAddressAsync(server))
        {
            server.Drain.TakeBack();
            server.Listener.StopRebinding();
            Assert.Equal(1, server.Log.Count("in use, and a restart begins; the other endpoints are served"));
            server.Drain.TakeBack();
            await server.DrainAsync(null).WaitAsync(Until.Limit);
        }

        server.Transport.AcceptLoop.Invoke(() => Assert.Equal(Timeout.Infinite, server.Transport.AcceptLoop.Timers.UntilNext()));
        Assert.Equal(-1, server.Listener.Fd);
    }

    [Fact]
    public async Task The_stop_of_the_server_closes_it()
    {
        await using var server = await StartAsync();
        server.Listener.StopListening();
        var drained = server.DrainAsync(null);
        var listener = server.Listener;
        await server.StopAsync();
        Assert.Equal(-1, listener.Fd);
        await drained.WaitAsync(Until.Limit);
    }

    /// <summary>Kestrel accepts when the task completes: its first call would make the listener listen again.</summary>
    private static async Task<HandoverServer> StartAsync(ServerSetup? setup = null)
    {
        var server = await HandoverServer.StartAsync("old", setup);
        Assert.Equal("old", (await RawConnection.GetAsync(server.EndPoint, "/who")).Text);
        await Until.TrueAsync(() => server.Gate.Count == 0, "the connection to be closed");
        return server;
    }

    private static bool TryListen(Socket stranger, EndPoint endpoint)
    {
        try
        {
            stranger.Bind(endpoint);
            stranger.Listen();
            return true;
        }
        catch (SocketException inUse) when (inUse.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return false;
        }
    }

    /// <summary>Removes the endpoint, and listens there as another process may do.</summary>
    private static async Task<Socket> TakeAddressAsync(HandoverServer server)
    {
        server.Listener.StopListening();
        await server.DrainAsync(null).WaitAsync(Until.Limit);
        var stranger = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        // A process that another test starts has the listener open until its execve(2).
        await Until.TrueAsync(() => TryListen(stranger, server.EndPoint), "the address to be free");
        return stranger;
    }

    private static unsafe void DeferAccept(int fd)
    {
        var seconds = 30;
        PosixException.Check(
            LibC.setsockopt(fd, LibC.IPPROTO_TCP, LibC.TCP_DEFER_ACCEPT, &seconds, sizeof(int)), "setsockopt(TCP_DEFER_ACCEPT)");
    }

    private sealed class FakeMaster : ISocketKeeper
    {
        public int Refusals { get; set; }

        public ConcurrentBag<int> Kept { get; } = [];

        public bool KeepsSockets => true;

        public bool Releases => false;

        public void Drop(string key) => throw new NotSupportedException("No configuration is changed here.");

        public bool TryKeep(HandoverListener listener)
        {
            if (Refusals-- > 0)
            {
                return false;
            }

            Kept.Add(listener.Fd);
            return true;
        }
    }
}
