using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Failures;
using Runtime.Tests.Processes;
using Runtime.Tests.Sockets;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.Supervision;

/// <summary>The listening sockets of a supervised service that stops: the master has copies of them.</summary>
[SupportedOSPlatform("linux")]
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed partial class StoppedMasters(NativeDemo native, ITestOutputHelper output) : IDisposable
{
    private readonly EndpointSettings _settings = new();

    private UnixDomainSocketEndPoint Unix => new(_settings.SocketPath);

    public void Dispose() => _settings.Dispose();

    /// <summary>A service manager signals the master only (KillMode=mixed), or all processes at once (KillMode=control-group).</summary>
    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public async Task The_backlog_is_served_and_later_clients_are_refused(bool signalsMaster, bool signalsWorker)
    {
        await using DemoProcess demo = await StartAsync();
        Generation master = demo.Master;
        Generation worker = demo.First;
        using HeldRequest held = await HeldRequest.BeginAsync(demo);
        (RawConnection[] waiting, Task<RawResponse>[] answers) = await WaitInBacklogAsync(demo);
        if (signalsWorker)
        {
            worker.Signal(LibC.SIGTERM);
        }

        if (signalsMaster)
        {
            master.Signal(LibC.SIGTERM);
            await demo.LoggedAsync(StoppingLine());
        }

        worker.Signal(LibC.SIGCONT);
        foreach (Task<RawResponse> answer in answers)
        {
            Assert.Equal(worker.Pid, (await answer).Pid);
        }

        await Refusal.OfAsync(demo.EndPoint);
        await Refusal.OfAsync(Unix);
        Assert.False(File.Exists(_settings.SocketPath));
        Assert.True(worker.IsAlive);
        Assert.True(master.IsAlive);

        // The address is free, although the old service still drains. The end of that one leaves the file to the new one.
        using Socket next = Listen(demo.EndPoint, ProtocolType.Tcp);
        using Socket nextUnix = Listen(Unix, ProtocolType.Unspecified);
        Assert.Equal(worker.Pid, (await held.AnswerAsync()).Pid);
        held.Dispose();
        Array.ForEach(waiting, connection => connection.Dispose());
        Assert.Equal(0, (await demo.ExitOfAsync(master)).Code);
        (await RawConnection.ConnectAsync(Unix)).Dispose();
    }

    /// <summary>A worker without connections would exit before its master has closed its copies.</summary>
    [Fact]
    public async Task An_idle_worker_that_ends_by_itself_serves_the_backlog()
    {
        await using DemoProcess demo = await StartAsync();
        (RawConnection[] waiting, Task<RawResponse>[] answers) = await WaitInBacklogAsync(demo);
        demo.First.Signal(LibC.SIGTERM);
        demo.First.Signal(LibC.SIGCONT);
        foreach (Task<RawResponse> answer in answers)
        {
            Assert.Equal(demo.First.Pid, (await answer).Pid);
        }

        Array.ForEach(waiting, connection => connection.Dispose());
        Assert.Equal(0, (await demo.ExitOfAsync(demo.Master)).Code);
        Assert.False(File.Exists(_settings.SocketPath));
    }

    [Fact]
    public async Task Clients_are_accepted_until_the_shutdown_delay_is_over()
    {
        await using DemoProcess demo = await StartAsync(shutdownDelay: "00:00:02");
        using HeldRequest held = await HeldRequest.BeginAsync(demo);
        demo.Master.Signal(LibC.SIGTERM);
        await demo.LoggedAsync(new Regex("Serving for another"));
        Assert.Equal(demo.First.Pid, (await RawConnection.GetAsync(demo.EndPoint, "/process/id")).Pid);
        Assert.Equal(demo.First.Pid, (await RawConnection.GetAsync(Unix, "/process/id")).Pid);
        await Refusal.OfAsync(demo.EndPoint);
        await Refusal.OfAsync(Unix);
        Assert.Equal(demo.First.Pid, (await held.AnswerAsync()).Pid);
        held.Dispose();
        Assert.Equal(0, (await demo.ExitOfAsync(demo.Master)).Code);
    }

    /// <summary>Both workers of a hand-over have the sockets, and the successor waits for the end of the other one.</summary>
    [Fact]
    public async Task A_stop_during_a_hand_over_refuses_clients_when_the_old_worker_has_ended()
    {
        await using DemoProcess demo = await StartAsync();
        using HeldRequest first = await HeldRequest.BeginAsync(demo);
        Generation successor = await demo.RestartAsync();
        await demo.AnsweredByAsync(successor);
        await demo.LoggedAsync(new Regex($"handed over to worker {successor.Pid}"));
        using HeldRequest second = await HeldRequest.BeginAsync(demo);
        demo.Master.Signal(LibC.SIGTERM);
        await demo.LoggedAsync(StoppingLine());
        Assert.Equal(demo.First.Pid, (await first.AnswerAsync()).Pid);
        first.Dispose();
        await demo.ExitOfAsync(demo.First);

        await Refusal.OfAsync(demo.EndPoint);
        await Refusal.OfAsync(Unix);
        Assert.True(successor.IsAlive);
        Assert.Equal(successor.Pid, (await second.AnswerAsync()).Pid);
        second.Dispose();
        Assert.Equal(0, (await demo.ExitOfAsync(demo.Master)).Code);
    }

    [Fact]
    public async Task A_killed_worker_leaves_no_socket_file_at_a_stop()
    {
        await using DemoProcess demo = await StartAsync();
        using HeldRequest held = await HeldRequest.BeginAsync(demo);
        Assert.True(await demo.First.FreezeAsync());
        demo.Master.Signal(LibC.SIGTERM);
        await demo.LoggedAsync(StoppingLine());
        demo.First.Kill();

        Assert.Equal(128 + LibC.SIGKILL, (await demo.ExitOfAsync(demo.Master)).Code);
        Assert.False(File.Exists(_settings.SocketPath));
    }

    private static Socket Listen(EndPoint endPoint, ProtocolType protocol)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, protocol);
        socket.Bind(endPoint);
        socket.Listen();
        return socket;
    }

    /// <summary>Stops the worker, so that clients with requests wait in its backlogs.</summary>
    private async Task<(RawConnection[] Waiting, Task<RawResponse>[] Answers)> WaitInBacklogAsync(DemoProcess demo)
    {
        Assert.True(await demo.First.FreezeAsync());
        EndPoint[] endPoints = [demo.EndPoint, Unix];
        RawConnection[] waiting =
            await Task.WhenAll(endPoints.SelectMany(endPoint => Enumerable.Repeat(endPoint, 10)).Select(RawConnection.ConnectAsync));
        return (waiting, [.. waiting.Select(connection => connection.GetAsync("/process/id"))]);
    }

    private async Task<DemoProcess> StartAsync(string shutdownDelay = "00:00:00")
    {
        DemoProcess demo = await DemoProcess.StartAsync(native.Binary, new()
        {
            Supervised = true,
            Print = output.WriteLine,
            FurtherUrl = _settings.UnixUrl,
            Environment = new Dictionary<string, string?>
            {
                ["Graceful__DrainTimeout"] = "00:01:00",
                ["Graceful__IdleLinger"] = "00:01:00",
                ["Graceful__ShutdownDelay"] = shutdownDelay,
                ["Graceful__PidFile"] = _settings.SocketPath + ".pid",
            },
        });

        // Written when the master has the sockets.
        await Until.TrueAsync(() => File.Exists(_settings.SocketPath + ".pid"), "the PID file");
        return demo;
    }

    [GeneratedRegex("SIGTERM received, stopping [0-9]+ workers")]
    private static partial Regex StoppingLine();
}
