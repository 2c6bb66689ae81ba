using System.Net.Sockets;
using Graceful.Hosting;
using Graceful.Posix;
using Graceful.Restart;
using Graceful.Transport;
using Instruments.Raw;
using Runtime.Tests.Hosting;
using Runtime.Tests.Processes;
using Runtime.Tests.Transport;
using Tmds.Linux;

namespace Runtime.Tests.Posix;

/// <summary>With no descriptor free: errors in the log, and nothing that is lost or left over.</summary>
[Collection(ScarceDescriptors.Name)]
public sealed class ScarceDescriptorTests : ISuccessorEvents
{
    [Fact]
    public async Task What_cannot_be_accepted_waits_in_the_backlog()
    {
        await using var server = await HandoverServer.StartAsync("one");
        using var earlier = await RawConnection.ConnectAsync(server.EndPoint);
        await earlier.GetAsync("/who");
        server.Listener.StopAccepting();
        using var client = await RawConnection.ConnectAsync(server.EndPoint);
        await client.SendAsync("GET /who HTTP/1.1\r\nHost: t\r\n\r\n");

        using (new DescriptorLimit(free: 0))
        {
            server.Listener.ResumeAccepting();
            await Until.TrueAsync(() => server.Log.Count("Accepting on tcp:127.0.0.1:0 still fails") >= 1, "further attempts to fail");
            Assert.Equal("one", (await earlier.GetAsync("/who")).Text);
        }

        Assert.Equal("one", (await client.ReadResponseAsync()).Text);
    }

    /// <summary>The successor does not have the endpoint: no other process accepts what is in its backlog.</summary>
    [Fact]
    public async Task The_backlog_of_an_endpoint_that_is_removed_is_served_before_the_drain_ends()
    {
        await using var server = await HandoverServer.StartAsync("one");
        Assert.Equal("one", (await RawConnection.GetAsync(server.EndPoint, "/who")).Text);
        await Until.TrueAsync(() => server.Gate.Count == 0, "the connection to be closed");
        server.Listener.StopAccepting();
        using var client = await RawConnection.ConnectAsync(server.EndPoint);
        await client.SendAsync("GET /who HTTP/1.1\r\nHost: t\r\n\r\n");
        Task drained;
        using (new DescriptorLimit(free: 0))
        {
            server.Listener.StopListening();
            drained = server.DrainAsync(null);
            Assert.Equal(1, server.Log.Count("Accepting on tcp:127.0.0.1:0 failed"));
            await Until.TrueAsync(() => server.Log.Count("Accepting on tcp:127.0.0.1:0 still fails") > 0, "another attempt to fail");
            Assert.False(drained.IsCompleted);
        }

        Assert.Equal("one", (await client.ReadResponseAsync()).Text);
        await server.CloseIdleUntilAsync(drained);
    }

    [Fact]
    public async Task A_successor_that_cannot_be_watched_is_ended_at_once()
    {
        await using var server = await HandoverServer.StartAsync("one");
        var (ours, theirs) = Packet.CreateChannel();
        var child = ChildProcess.Start(new PathName("/bin/sleep"), ["sleep"u8.ToArray(), "1000"u8.ToArray()], [],
            new PathName("/"), [theirs]);
        using (new DescriptorLimit(free: 0))
        {
            Assert.Throws<PosixException>(() => new Successor(child, ours, server.Transport, this));
        }

        Assert.Equal(LibC.SIGKILL, child.TryGetExit()!.Value.Signal);
        Descriptor.Close(ours);
        Descriptor.Close(theirs);
    }

    [Fact]
    public void A_channel_that_cannot_be_made_is_an_error_with_its_reason()
    {
        using (new DescriptorLimit(free: 1))
        {
            Assert.Equal(LibC.EMFILE, Assert.Throws<PosixException>(() => Packet.CreateChannel()).Errno);
        }
    }

    [Fact]
    public void A_packet_whose_descriptor_finds_no_place_arrives_without_it()
    {
        var (ours, theirs) = Packet.CreateChannel();
        Assert.Equal(0, Packet.TrySend(ours, "fd"u8, ours));
        using (new DescriptorLimit(free: 0))
        {
            Assert.Equal(2, Packet.TryReceive(theirs, new byte[8], out var fd));
            Assert.Equal(-1, fd);
        }

        Descriptor.Close(ours);
        Descriptor.Close(theirs);
    }

    /// <summary>A restart that fails for want of descriptors leaves it as it is: there is nothing to write.</summary>
    [Fact]
    public void A_PID_file_that_cannot_be_read_is_recognized_and_removed()
    {
        var directory = Directory.CreateTempSubdirectory("graceful-pid-");
        var path = Path.Combine(directory.FullName, "app.pid");
        var log = new RecordingLog();
        var file = new PidFile(path, ownPid: 1001, log);
        file.Ready();
        var written = FileVersion.Of(new PathName(path));
        using (new DescriptorLimit(free: 0))
        {
            file.RestartFailed("too many open files");
            Assert.Equal(written, FileVersion.Of(new PathName(path)));
            Assert.Empty(log.Lines);
            file.Stopped();
            Assert.False(File.Exists(path));
        }

        Assert.Empty(log.Lines);
        directory.Delete(recursive: true);
    }

    /// <summary>Another process may listen there.</summary>
    [Fact]
    public void A_socket_file_that_cannot_be_tried_stays()
    {
        var directory = Directory.CreateTempSubdirectory("graceful-socket-");
        var path = Path.Combine(directory.FullName, "app.sock");
        using (var stale = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            stale.Bind(new UnixDomainSocketEndPoint(path));
            using (new DescriptorLimit(free: 0))
            {
                Assert.False(SocketPath.TryRemoveStale(path));
            }
        }

        directory.Delete(recursive: true);
    }

    /// <summary>That of a successor, which has died.</summary>
    [Fact]
    public void A_PID_file_of_another_process_that_cannot_be_replaced_is_an_error()
    {
        var directory = Directory.CreateTempSubdirectory("graceful-pid-");
        var path = Path.Combine(directory.FullName, "app.pid");
        var log = new RecordingLog();
        var file = new PidFile(path, ownPid: 1001, log);
        file.Ready();
        new PidFile(path, ownPid: 1002, log).Ready();
        using (new DescriptorLimit(free: 0))
        {
            file.TookBack("it died");
        }

        Assert.Equal(1, log.Count("could not be written"));
        directory.Delete(recursive: true);
    }

    void ISuccessorEvents.Ready(ISuccessor successor)
    {
    }

    void ISuccessorEvents.Unresponsive(ISuccessor successor, int connections, TimeSpan limit)
    {
    }

    void ISuccessorEvents.Gone(ISuccessor successor, ExitStatus? status, bool inOrder)
    {
    }
}
