using System.Net;
using System.Net.Sockets;
using System.Text;
using Graceful.Transport;
using Instruments.Raw;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Runtime.Tests.Processes;
using Tmds.Linux;

namespace Runtime.Tests.Transport;

/// <summary>One bad peer, or one failed system call, ends one connection; the endpoint and the other connections go on.</summary>
public sealed class FaultyPeersTests
{
    [Theory]
    [InlineData(108, (byte)'a')]
    [InlineData(20, (byte)0xFF)]
    public async Task A_client_bound_to_an_odd_name_harms_no_other_client(int length, byte character)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await using var server = await HandoverServer.StartAsync("one", new() { Listen = kestrel => kestrel.ListenUnixSocket(path) });
        using var odd = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var name = new RawUnixName(length, character);
        try
        {
            odd.Bind(name);
            await odd.ConnectAsync(server.EndPoint);
            Assert.Equal("one", (await RawConnection.GetAsync(server.EndPoint, "/who")).Text);
        }
        finally
        {
            name.Remove();
        }
    }

    /// <summary>epoll_ctl(2) fails with EPERM for a regular file, as it fails with ENOSPC when there are too many watches.</summary>
    [Fact]
    public async Task A_connection_that_cannot_be_watched_ends_alone()
    {
        await using var server = await HandoverServer.StartAsync("one");
        using var before = await RawConnection.ConnectAsync(server.EndPoint);
        Assert.Equal("one", (await before.GetAsync("/who")).Text);
        using (var file = File.OpenHandle(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, options: FileOptions.DeleteOnClose))
        {
            server.Listener.Adopt(AdoptingSink.Duplicate((int)file.DangerousGetHandle()));
        }

        Assert.Equal("one", (await RawConnection.GetAsync(server.EndPoint, "/who")).Text);
        Assert.Equal("one", (await before.GetAsync("/who")).Text);
        await Until.TrueAsync(() => server.Gate.Count == 1, "the connection to be closed");
        Assert.Contains(server.Log.Lines, line => line.Text.Contains("failed and is closed", StringComparison.Ordinal));
    }

    [Fact]
    public void A_callback_that_throws_ends_its_target_alone()
    {
        using var loop = new EventLoop("test", new SendQueue());
        using var one = new TcpPair();
        using var other = new TcpPair();
        var (faulty, healthy) = (new Target { Throws = true }, new Target());
        loop.Register((int)one.Server.Handle, LibC.EPOLLIN | LibC.EPOLLET, faulty);
        loop.Register((int)other.Server.Handle, LibC.EPOLLIN | LibC.EPOLLET, healthy);
        one.Client.Send("x"u8);
        Assert.True(faulty.Failed.Wait(TimeSpan.FromSeconds(30)));
        other.Client.Send("x"u8);
        Assert.True(healthy.Told.Wait(TimeSpan.FromSeconds(30)));
        Assert.Throws<InvalidOperationException>(() => loop.Invoke(() => throw new InvalidOperationException()));
        var ran = false;
        loop.Invoke(() => ran = true);
        Assert.True(ran);
    }

    [Fact]
    public void An_exception_while_a_target_is_ended_ends_no_other()
    {
        using var loop = new EventLoop("test", new SendQueue());
        using var one = new TcpPair();
        var faulty = new Target { Throws = true, ThrowsAtItsEnd = true };
        loop.Register((int)one.Server.Handle, LibC.EPOLLIN | LibC.EPOLLET, faulty);
        one.Client.Send("x"u8);
        Assert.True(faulty.Failed.Wait(TimeSpan.FromSeconds(30)));
        var ran = false;
        loop.Invoke(() => ran = true);
        Assert.True(ran);
    }

    /// <summary>Its descriptor's number may belong to another client by then.</summary>
    [Fact]
    public async Task The_socket_of_a_closed_connection_is_disposed()
    {
        Socket? socket = null;
        await using var server = await HandoverServer.StartAsync("one", new()
        {
            Listen = kestrel => kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Use(next => connection =>
            {
                socket = connection.Features.Get<IConnectionSocketFeature>()!.Socket;
                return next(connection);
            })),
        });
        using (var client = await RawConnection.ConnectAsync(server.EndPoint))
        {
            Assert.Equal("one", (await client.GetAsync("/who")).Text);
            Assert.Equal(((IPEndPoint)client.Local).Port, ((IPEndPoint)socket!.RemoteEndPoint!).Port);
        }

        await Until.TrueAsync(() => server.Gate.Count == 0, "the connection to be closed");
        Assert.Throws<ObjectDisposedException>(() => socket!.Send("stolen"u8));
    }

    /// <summary>Disposing it must not end the connection, which goes on in the successor.</summary>
    [Fact]
    public async Task The_socket_of_a_moved_connection_is_disposed_and_the_connection_goes_on()
    {
        Socket? socket = null;
        await using var two = await TwoGenerations.StartAsync(new()
        {
            Listen = kestrel => kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Use(next => connection =>
            {
                socket ??= connection.Features.Get<IConnectionSocketFeature>()!.Socket;
                return next(connection);
            })),
        });
        using var client = await two.ConnectAsync();
        Assert.Equal("old", (await client.GetAsync("/who")).Text);
        await two.DrainAsync();
        Assert.Throws<ObjectDisposedException>(() => socket!.Send("stolen"u8));
        Assert.Equal("new", (await client.GetAsync("/who")).Text);
    }

    private sealed class Target : IEventTarget
    {
        internal bool Throws { get; init; }

        internal bool ThrowsAtItsEnd { get; init; }

        internal ManualResetEventSlim Told { get; } = new();

        internal ManualResetEventSlim Failed { get; } = new();

        public void OnEvents(int events)
        {
            Told.Set();
            if (Throws)
            {
                throw new InvalidOperationException();
            }
        }

        public void OnEventsFailed(Exception reason)
        {
            Failed.Set();
            if (ThrowsAtItsEnd)
            {
                throw new InvalidOperationException();
            }
        }
    }

    private sealed class TcpPair : IDisposable
    {
        internal TcpPair()
        {
            using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            listener.Listen();
            Client.Connect(listener.LocalEndPoint!);
            Server = listener.Accept();
        }

        internal Socket Client { get; } = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        internal Socket Server { get; }

        public void Dispose()
        {
            Client.Dispose();
            Server.Dispose();
        }
    }

    /// <summary>A path of any bytes and of any length up to sun_path's 108, without a zero at its end (unix(7)).</summary>
    private sealed class RawUnixName(int length, byte character) : EndPoint
    {
        private readonly byte[] _path = [.. Encoding.ASCII.GetBytes("/tmp/"), .. Enumerable.Repeat(character, length - 5)];

        public override AddressFamily AddressFamily => AddressFamily.Unix;

        public override SocketAddress Serialize()
        {
            var address = new SocketAddress(AddressFamily.Unix, 2 + length);
            for (var i = 0; i < length; i++)
            {
                address[2 + i] = _path[i];
            }

            return address;
        }

        public override EndPoint Create(SocketAddress socketAddress) => this;

        internal unsafe void Remove()
        {
            fixed (byte* name = (byte[])[.. _path, 0])
            {
                _ = Unlink(name);
            }
        }

        [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "unlink")]
        private static extern unsafe int Unlink(byte* path);
    }
}
