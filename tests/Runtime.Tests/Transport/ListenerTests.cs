using System.Net;
using System.Net.Sockets;
using Graceful.Posix;
using Graceful.Restart;
using Graceful.Transport;
using Instruments.Raw;
using Microsoft.AspNetCore.Connections;
using Runtime.Tests.Restart;

namespace Runtime.Tests.Transport;

/// <summary>Listening sockets: bound, shared, inherited, verified; removal of the path of a Unix socket.</summary>
public sealed class ListenerTests : IPredecessorEvents, IDisposable
{
    private const string AnyPort = "tcp:127.0.0.1:0";

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"graceful-{Guid.NewGuid():N}.sock");
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerSetup OnPath => new() { Listen = kestrel => kestrel.ListenUnixSocket(_path) };

    [Fact]
    public async Task A_successor_keeps_the_port_that_the_first_generation_was_given()
    {
        await using var first = await HandoverServer.StartAsync("old");
        Assert.Equal(AnyPort, first.Listener.Key);
        await using var second = await HandoverServer.StartAsync("new", Inheriting(first, new()));
        Assert.Equal(first.EndPoint, second.EndPoint);
        Assert.Equal(1, second.Log.Count($"Listening on {AnyPort} (fd {second.Listener.Fd}), inherited: True"));

        await first.DrainAsync(null);
        Assert.Equal("new", (await RawConnection.GetAsync(first.EndPoint, "/who")).Text);
    }

    /// <summary>A start may still fail when the first endpoints are bound: connections accepted there would be lost.</summary>
    [Fact]
    public async Task A_successor_accepts_nothing_before_it_is_ready()
    {
        await using var first = await HandoverServer.StartAsync("old");
        await using var second = await HandoverServer.StartAsync("new", Inheriting(first, new() { IsReadyAtOnce = false }));
        first.Listener.StopAccepting();
        using var waiting = await RawConnection.ConnectAsync(first.EndPoint);
        await waiting.SendAsync("GET /who HTTP/1.1\r\nHost: t\r\n\r\n");
        first.Listener.ResumeAccepting();
        Assert.Equal("old", (await waiting.ReadResponseAsync()).Text);
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal("old", (await RawConnection.GetAsync(first.EndPoint, "/who")).Text);
        }

        second.Listeners.BeginAccepting();
        first.Listener.StopAccepting();
        Assert.Equal("new", (await RawConnection.GetAsync(first.EndPoint, "/who")).Text);
    }

    [Fact]
    public async Task A_connection_that_comes_back_when_the_process_is_past_its_end_is_closed()
    {
        var server = await HandoverServer.StartAsync("one");
        var listener = server.Listener;
        await server.DisposeAsync();
        var (ours, theirs) = Packet.CreateChannel();
        listener.Adopt(theirs);

        Span<byte> nothing = stackalloc byte[1];
        Assert.Equal(0, Packet.TryReceive(ours, nothing, out _));
        Descriptor.Close(ours);
    }

    [Fact]
    public async Task Two_endpoints_with_the_same_address_differ_by_their_order()
    {
        var setup = new ServerSetup
        {
            Listen = kestrel =>
            {
                kestrel.Listen(IPAddress.Loopback, 0);
                kestrel.Listen(IPAddress.Loopback, 0);
            },
        };
        await using var first = await HandoverServer.StartAsync("old", setup);
        await using var second = await HandoverServer.StartAsync("new", Inheriting(first, setup));
        Assert.Equal([AnyPort, $"{AnyPort}#2"], second.Listeners.Active.Select(listener => listener.Key).Order());
        foreach (var listener in first.Listeners.Active)
        {
            Assert.Equal(listener.EndPoint, second.Listeners.Find(listener.Key)!.EndPoint);
        }
    }

    [Fact]
    public async Task The_end_of_one_process_does_not_end_the_listener_of_the_other()
    {
        var first = await HandoverServer.StartAsync("old");
        await using var second = await HandoverServer.StartAsync("new", Inheriting(first, new()));
        var endPoint = first.EndPoint;
        await first.DisposeAsync();
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal("new", (await RawConnection.GetAsync(endPoint, "/who")).Text);
        }
    }

    [Fact]
    public async Task An_inherited_listener_that_is_not_served_is_closed_when_the_process_is_ready()
    {
        await using var first = await HandoverServer.StartAsync("old");
        var fd = AdoptingSink.Duplicate(first.Listener.Fd);
        var key = $"tcp:{first.EndPoint}";
        await using var second = await HandoverServer.StartAsync("new", new() { Inherited = new Dictionary<string, int> { [key] = fd } });
        Assert.True(Descriptor.IsOpen(fd));
        Assert.Equal([key], second.Listeners.CloseUnclaimed());
        Assert.Equal(1, second.Log.Count($"Closed the inherited listener {key} (fd {fd})"));
        Assert.Equal("old", (await RawConnection.GetAsync(first.EndPoint, "/who")).Text);
    }

    [Fact]
    public async Task A_descriptor_that_is_no_socket_is_named()
    {
        using var file = File.OpenHandle("/dev/null");
        await AssertRefusedAsync(AnyPort, AdoptingSink.Duplicate((int)file.DangerousGetHandle()), "is not a socket");
    }

    [Fact]
    public async Task A_socket_that_does_not_listen_is_named()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await AssertRefusedAsync(AnyPort, AdoptingSink.Duplicate((int)socket.Handle), "is not a listening socket");
    }

    [Fact]
    public async Task A_socket_that_listens_elsewhere_is_named()
    {
        await using var other = await HandoverServer.StartAsync("old");
        var port = ((IPEndPoint)other.EndPoint).Port;
        var wanted = port == 65535 ? 1024 : port + 1;
        var failure = await Assert.ThrowsAsync<StartRefusedException>(() => HandoverServer.StartAsync("new", new()
        {
            Listen = kestrel => kestrel.Listen(IPAddress.Loopback, wanted),
            Inherited = new Dictionary<string, int> { [$"tcp:127.0.0.1:{wanted}"] = AdoptingSink.Duplicate(other.Listener.Fd) },
        }));
        Assert.Contains($"for the endpoint tcp:127.0.0.1:{wanted} is bound to {other.EndPoint}", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>Port 0 once, and now the number that it was given: the predecessor calls the listener by its old name.</summary>
    [Fact]
    public async Task A_socket_of_the_same_address_serves_under_another_name()
    {
        await using var first = await HandoverServer.StartAsync("old");
        var setup = Inheriting(first, new() { Listen = kestrel => kestrel.Listen((IPEndPoint)first.EndPoint) });
        await using var second = await HandoverServer.StartAsync("new", setup);
        Assert.Equal(($"tcp:{first.EndPoint}", first.EndPoint), (second.Listener.Key, second.EndPoint));
        Assert.Same(second.Listener, second.Listeners.Find(AnyPort));
        Assert.Empty(second.Listeners.CloseUnclaimed());
        await first.DrainAsync(null);
        Assert.Equal("new", (await RawConnection.GetAsync(first.EndPoint, "/who")).Text);
    }

    [Fact]
    public async Task An_address_in_use_is_what_Kestrel_expects_it_to_be()
    {
        await using var other = await HandoverServer.StartAsync("old");
        var failure = await Assert.ThrowsAsync<IOException>(() => HandoverServer.StartAsync("new", new()
        {
            Listen = kestrel => kestrel.Listen((IPEndPoint)other.EndPoint),
        }));
        Assert.IsAssignableFrom<AddressInUseException>(failure.InnerException);
    }

    [Fact]
    public async Task The_path_of_a_Unix_socket_goes_with_the_last_process()
    {
        var server = await HandoverServer.StartAsync("old", OnPath);
        Assert.Equal("old", (await RawConnection.GetAsync(new UnixDomainSocketEndPoint(_path), "/who")).Text);
        await server.DisposeAsync();
        Assert.False(File.Exists(_path));
    }

    [Fact]
    public async Task The_path_of_a_Unix_socket_stays_when_it_was_handed_over()
    {
        var first = await HandoverServer.StartAsync("old", OnPath);

        // Before the second one accepts on the same socket, too.
        using var client = await RawConnection.ConnectAsync(first.EndPoint);
        Assert.Equal("old", (await client.GetAsync("/who")).Text);
        await using var second = await HandoverServer.StartAsync("new", Inheriting(first, OnPath));

        await first.DrainAsync(new AdoptingSink(first, second));
        first.Listeners.AreShared = true;
        await first.DisposeAsync();
        Assert.Equal("new", (await client.GetAsync("/who")).Text);
        Assert.Equal("new", (await RawConnection.GetAsync(new UnixDomainSocketEndPoint(_path), "/who")).Text);
    }

    [Fact]
    public async Task A_successor_that_ends_before_its_predecessor_leaves_it_the_path()
    {
        await using var first = await HandoverServer.StartAsync("old", OnPath);
        var second = await HandoverServer.StartAsync("new", Inheriting(first, OnPath));
        var (ours, theirs) = Packet.CreateChannel();
        _ = new Predecessor(ours, second.Listeners, this);

        // For example, it was not ready in time: the old process continues, and must be reachable.
        await second.DisposeAsync();
        Assert.Equal("old", (await RawConnection.GetAsync(new UnixDomainSocketEndPoint(_path), "/who")).Text);
        Descriptor.Close(theirs);
        Descriptor.Close(ours);
    }

    [Fact]
    public async Task A_successor_whose_predecessor_has_gone_is_the_last_one()
    {
        var first = await HandoverServer.StartAsync("old", OnPath);
        var second = await HandoverServer.StartAsync("new", Inheriting(first, OnPath));
        var (ours, theirs) = Packet.CreateChannel();
        new Predecessor(ours, second.Listeners, this).SendReady([]);
        await first.DrainAsync(null);
        first.Listeners.AreShared = true;
        await first.DisposeAsync();
        new ChannelEnd(theirs).Dispose();
        await _gone.Task.WaitAsync(TimeSpan.FromSeconds(30));

        await second.DisposeAsync();
        Assert.False(File.Exists(_path));
    }

    void IPredecessorEvents.RestartRequested()
    {
    }

    void IPredecessorEvents.PredecessorServicesStopped()
    {
    }

    void IPredecessorEvents.PredecessorGone(bool inOrder) => _gone.TrySetResult();

    public void Dispose() => File.Delete(_path);

    private static ServerSetup Inheriting(HandoverServer from, ServerSetup setup) => setup with
    {
        Inherited = from.Listeners.Active.ToDictionary(listener => listener.Key, listener => AdoptingSink.Duplicate(listener.Fd)),
    };

    private static async Task AssertRefusedAsync(string key, int fd, string reason)
    {
        var setup = new ServerSetup { Inherited = new Dictionary<string, int> { [key] = fd } };
        var failure = await Assert.ThrowsAsync<StartRefusedException>(() => HandoverServer.StartAsync("new", setup));
        Assert.Contains($"The inherited descriptor {fd} for the endpoint {key} {reason}", failure.Message, StringComparison.Ordinal);
        Descriptor.Close(fd);
    }
}
