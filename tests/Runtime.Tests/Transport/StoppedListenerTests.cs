using System.Net;
using System.Net.Sockets;
using Graceful.Transport;
using Instruments.Raw;
using Instruments.Servers;
using Microsoft.AspNetCore.Hosting;
using Runtime.Tests.Processes;
using Runtime.Tests.Sockets;

namespace Runtime.Tests.Transport;

/// <summary>The listeners of a process that stops without a successor.</summary>
public sealed class StoppedListenerTests
{
    [Fact]
    public async Task The_backlog_is_served_before_the_drain_ends_and_later_clients_are_refused()
    {
        await using var server = await StartAsync();
        var endPoint = server.EndPoint;
        server.Listener.StopAccepting();
        using var waiting = await RawConnection.ConnectAsync(endPoint);
        server.Drain.StopListening();
        var drained = server.DrainAsync(null);
        await Refusal.OfAsync(endPoint);
        Assert.False(drained.IsCompleted);
        var answer = await waiting.GetAsync("/who");
        Assert.Equal(("old", true), (answer.Text, answer.AnnouncesClose));
        await server.CloseIdleUntilAsync(drained);
        Assert.Equal(-1, server.Listener.Fd);
    }

    [Fact]
    public async Task A_drain_without_connections_ends()
    {
        await using var server = await StartAsync();
        server.Drain.StopListening();
        await server.DrainAsync(null).WaitAsync(Until.Limit);
        Assert.Equal(-1, server.Listener.Fd);
    }

    [Fact]
    public async Task A_socket_that_a_service_manager_keeps_goes_on_listening()
    {
        await using var server = await StartAsync();
        server.Listener.IsManaged = true;
        await StillListensAsync(server);
    }

    /// <summary>The drain waits for a master that closes its copies, but not for ever.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_socket_that_a_master_keeps_goes_on_listening(bool releases)
    {
        await using var server = await StartAsync();
        var master = new FakeMaster { Releases = releases };
        server.Listeners.Keeper = master;
        await StillListensAsync(server);

        master.KeepsSockets = false;
        server.Listeners.OnReleased();
        await Refusal.OfAsync(server.EndPoint);
    }

    [Fact]
    public async Task A_socket_that_a_master_closes_late_is_stopped_then()
    {
        await using var server = await StartAsync();
        var endPoint = server.EndPoint;
        var master = new FakeMaster { Releases = true };
        server.Listeners.Keeper = master;
        server.Listener.StopAccepting();
        using var waiting = await RawConnection.ConnectAsync(endPoint);
        server.Drain.StopListening();
        var drained = server.DrainAsync(null);
        master.KeepsSockets = false;
        server.Listeners.OnReleased();
        await Refusal.OfAsync(endPoint);
        Assert.False(drained.IsCompleted);
        var answer = await waiting.GetAsync("/who");
        Assert.Equal(("old", true), (answer.Text, answer.AnnouncesClose));
        await server.CloseIdleUntilAsync(drained);
    }

    [Fact]
    public async Task The_end_of_a_master_stops_no_listener_of_a_process_that_serves()
    {
        await using var server = await StartAsync();
        server.Listeners.OnReleased();
        Assert.Equal("old", (await RawConnection.GetAsync(server.EndPoint, "/who")).Text);
    }

    /// <summary>The program that has passed the handle may keep a copy: its socket must not be changed.</summary>
    [Fact]
    public async Task A_socket_that_another_program_has_passed_goes_on_listening()
    {
        using var passed = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        passed.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        passed.Listen();
        var fd = AdoptingSink.Duplicate((int)passed.Handle);
        await using var server = await StartAsync(new() { Listen = kestrel => kestrel.ListenHandle((ulong)fd) });
        await StillListensAsync(server);
    }

    private sealed class FakeMaster : ISocketKeeper
    {
        public bool KeepsSockets { get; set; } = true;

        public bool Releases { get; init; }

        public bool TryKeep(HandoverListener listener) => throw new NotSupportedException("No hand-over is taken back here.");

        public void Drop(string key) => throw new NotSupportedException("No configuration is changed here.");
    }

    private static async Task StillListensAsync(HandoverServer server)
    {
        server.Drain.StopListening();
        await server.DrainAsync(null).WaitAsync(Until.Limit);
        Assert.NotEqual(-1, server.Listener.Fd);
        (await RawConnection.ConnectAsync(server.EndPoint)).Dispose();
    }

    private static async Task<HandoverServer> StartAsync(ServerSetup? setup = null)
    {
        var server = await HandoverServer.StartAsync("old", setup);
        Assert.Equal("old", (await RawConnection.GetAsync(server.EndPoint, "/who")).Text);
        await Until.TrueAsync(() => server.Gate.Count == 0, "the connection to be closed");
        return server;
    }
}
