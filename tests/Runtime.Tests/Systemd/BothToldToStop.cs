using System.Net.Sockets;
using Instruments.Posix;
using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Runtime.Tests.Sockets;
using Runtime.Tests.UnderLoad;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.Systemd;

/// <summary>
/// <c>systemctl stop</c> with KillMode=control-group: both generations are told to stop, and end, at the same moment. Exactly one of
/// them sends STOPPING and cleans up.
/// </summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class BothToldToStop(NativeDemo native, ITestOutputHelper output)
{
    private const int Rounds = 12;

    [Fact]
    public async Task One_of_them_is_the_last()
    {
        int bySuccessor = 0;
        for (int round = 0; round < Rounds; round++)
        {
            bySuccessor += await StopBothAsync(round) ? 1 : 0;
        }

        output.WriteLine($"{bySuccessor} of {Rounds} times it was the successor that was the last");
    }

    private async Task<bool> StopBothAsync(int round)
    {
        using var systemd = new NotifyReceiver();
        using var settings = new EndpointSettings();
        string pidFile = Path.Combine(settings.Folder, "app.pid");
        await using DemoProcess demo = await DemoProcess.StartAsync(native.Binary, new()
        {
            Print = output.WriteLine,
            FurtherUrl = settings.UnixUrl,
            Environment = new Dictionary<string, string?>
            {
                ["NOTIFY_SOCKET"] = systemd.Name,
                ["Graceful__PidFile"] = pidFile,
                ["Graceful__DrainTimeout"] = "00:01:00",
            },
        });
        Generation old = demo.First;
        await systemd.NextAsync(old.Pid, "READY STATUS");
        using RawConnection there = await SlowRequestAsync(demo);
        Generation successor = await demo.RestartAsync();
        Notification last;
        do
        {
            last = await systemd.NextAsync();
        }
        while (last.Shape != "BARRIER");
        await demo.AnsweredByAsync(successor);
        using RawConnection here = await SlowRequestAsync(demo);
        old.Signal(LibC.SIGTERM);
        successor.Signal(LibC.SIGTERM);
        await demo.LoggedAsync(new System.Text.RegularExpressions.Regex($"Stopped accepting new connections as {successor.Pid}"));

        // Their last connections end together.
        RawConnection[] connections = round % 2 == 0 ? [there, here] : [here, there];
        Array.ForEach(connections, connection => connection.Dispose());
        Assert.Equal(0, (await demo.ExitOfAsync(old)).Code);

        // The status of the other one goes to its parent, if that still exists.
        Assert.Null((await demo.ExitOfAsync(successor)).Signal);
        RestartSeries.AssertNoProcessIsLeft(demo);
        Notification stopping = Assert.Single(await systemd.AllAsync(), notification => notification["STOPPING"] is not null);
        Assert.False(File.Exists(settings.SocketPath), "The socket file is there still.");
        Assert.False(File.Exists(pidFile), "The PID file is there still.");
        return stopping.Pid == successor.Pid;
    }

    private static async Task<RawConnection> SlowRequestAsync(DemoProcess demo)
    {
        RawConnection connection = await RawConnection.ConnectAsync(demo.EndPoint);
        await connection.SendAsync("GET /process/slow?ms=600000 HTTP/1.1\r\nHost: graceful.test\r\n\r\n");
        await connection.ExpectNoAnswerAsync();
        return connection;
    }
}
