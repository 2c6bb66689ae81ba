using System.Net;
using System.Net.Sockets;
using Instruments.Posix;
using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.Systemd;

/// <summary>Real processes on sockets that another process has created and keeps.</summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class SocketActivationTests(NativeDemo native, ITestOutputHelper output)
{
    [Fact]
    public async Task Connections_from_before_the_start_are_served_and_the_socket_outlives_every_process()
    {
        using Socket socket = Listen();
        var endPoint = (IPEndPoint)socket.LocalEndPoint!;
        using RawConnection early = await RawConnection.ConnectAsync(endPoint);
        Task<RawResponse> answer = early.GetAsync("/process/id");

        await using (DemoProcess demo = await StartAsync(PassedSockets.To(native.Binary, ((int)socket.Handle, "web")), endPoint))
        {
            Assert.Equal(demo.First.Pid, (await answer).Pid);
            await demo.LoggedTimesAsync(1,
                $"Endpoint tcp:{endPoint} is served on the socket {endPoint} that the service manager passed ('web', fd 3)");

            Generation successor = await demo.RestartAsync();
            Assert.Equal(0, (await demo.ExitOfAsync(demo.First)).Code);
            Assert.Equal(successor.Pid, (await early.GetAsync("/process/id")).Pid);
            successor.Signal(LibC.SIGTERM);
            Assert.Equal(0, (await demo.ExitOfAsync(successor)).Code);
        }

        using RawConnection between = await RawConnection.ConnectAsync(endPoint);
        Task<RawResponse> later = between.GetAsync("/process/id");
        await using DemoProcess next = await StartAsync(PassedSockets.To(native.Binary, ((int)socket.Handle, "web")), endPoint);
        Assert.Equal(next.First.Pid, (await later).Pid);
    }

    [Fact]
    public async Task A_socket_that_no_endpoint_uses_is_named_and_closed()
    {
        using Socket other = Listen();
        await using DemoProcess demo = await StartAsync(PassedSockets.To(native.Binary, ((int)other.Handle, "other")), endPoint: null);
        await demo.LoggedTimesAsync(1, $"Closed the socket {other.LocalEndPoint} that the service manager passed ('other', fd 3)");
    }

    /// <summary>Kestrel binds [::], the socket unit has 0.0.0.0: each successor matches the two.</summary>
    [Fact]
    public async Task A_wildcard_of_the_other_family_goes_on_through_restarts()
    {
        using var settings = new Sockets.EndpointSettings();
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Any, 0));
        socket.Listen();
        var endPoint = new IPEndPoint(IPAddress.Loopback, ((IPEndPoint)socket.LocalEndPoint!).Port);
        settings.Write(new Uri($"http://{endPoint}"), ("Main", $"http://*:{endPoint.Port}"));
        await using DemoProcess demo = await DemoProcess.StartAsync(
            PassedSockets.To(native.Binary, ((int)socket.Handle, "web")), settings.Options(endPoint, output.WriteLine));
        for (int i = 0; i < 2; i++)
        {
            Generation old = demo.Newest;
            Generation successor = await demo.RestartAsync();
            Assert.Equal(0, (await demo.ExitOfAsync(old)).Code);
            await demo.AnsweredByAsync(successor);
        }
    }

    [Fact]
    public async Task The_path_of_a_Unix_socket_stays_with_its_creator()
    {
        string path = Path.Combine(Path.GetTempPath(), $"graceful-{Guid.NewGuid():N}.sock");
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Bind(new UnixDomainSocketEndPoint(path));
            socket.Listen();
            ServerBinary binary = PassedSockets.To(native.Binary, ((int)socket.Handle, "web"));
            await using DemoProcess demo = await StartAsync(binary, endPoint: null, $"http://unix:{path}");
            Assert.Equal(demo.First.Pid, (await RawConnection.GetAsync(new UnixDomainSocketEndPoint(path), "/process/id")).Pid);

            Generation successor = await demo.RestartAsync();
            await demo.ExitOfAsync(demo.First);
            Assert.Equal(successor.Pid, (await RawConnection.GetAsync(new UnixDomainSocketEndPoint(path), "/process/id")).Pid);
            successor.Signal(LibC.SIGTERM);
            await demo.ExitOfAsync(successor);
            Assert.True(File.Exists(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [NeedsTool("systemd-socket-activate")]
    public async Task The_tool_of_systemd_itself_starts_it_on_the_first_connection()
    {
        var endPoint = new IPEndPoint(IPAddress.Loopback, FreePort.Next());
        var binary = new ServerBinary(
            "systemd-socket-activate", ["-l", $"{endPoint}", "-E", "GRACEFUL_TEST_ID", "--fdname=web", native.Binary.Program]);
        await using DemoProcess demo = await StartAsync(binary, endPoint);
        await demo.LoggedTimesAsync(1, "that the service manager passed ('web', fd 3)");
        Generation successor = await demo.RestartAsync();
        await demo.AnsweredByAsync(successor);
    }

    private static Socket Listen()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        return socket;
    }

    private Task<DemoProcess> StartAsync(ServerBinary binary, IPEndPoint? endPoint, string? furtherUrl = null) =>
        DemoProcess.StartAsync(binary, new()
    {
        Print = output.WriteLine,
        EndPoint = endPoint,
        FurtherUrl = furtherUrl,
    });
}
