using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Runtime.Tests.Systemd;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.Supervision;

/// <summary>A master whose sockets come from a service manager.</summary>
[SupportedOSPlatform("linux")]
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class ActivatedMasters(NativeDemo native, ITestOutputHelper output)
{
    /// <summary>The descriptors of socket activation are closed by execve(2), which the master's pid survives.</summary>
    [Fact]
    public async Task The_master_replaces_its_program_and_serves_on()
    {
        using Socket socket = Listen();
        using Socket other = Listen();
        using var deployment = new Deployment(native.Binary);
        string pidFile = deployment.App + ".pid";
        ServerBinary binary = PassedSockets.To(deployment.Binary, ((int)socket.Handle, "web"), ((int)other.Handle, "other"));
        await using DemoProcess demo = await DemoProcess.StartAsync(binary, new()
        {
            Supervised = true,
            EndPoint = (IPEndPoint)socket.LocalEndPoint!,
            Print = output.WriteLine,
            Environment = new Dictionary<string, string?>
            {
                ["Graceful__ProbationTime"] = "00:00:00",
                ["Graceful__PidFile"] = pidFile,
            },
        });
        Generation master = demo.Master;
        for (int restart = 1; restart <= 2; restart++)
        {
            await MasterReplacement.DeployAndRestartAsync(demo, deployment, restart);
        }

        Assert.Equal($"{master.Pid}\n", File.ReadAllText(pidFile));
        master.Signal(LibC.SIGTERM);
        Assert.Equal(0, (await demo.ExitOfAsync(master)).Code);
        Assert.False(File.Exists(pidFile));
    }

    /// <summary>Until a worker is ready the master has no copies of the sockets: the next worker cannot bind the address itself.</summary>
    [Fact]
    public async Task A_first_worker_that_crashes_is_followed_by_one_with_the_same_sockets()
    {
        using Socket socket = Listen();
        var endPoint = (IPEndPoint)socket.LocalEndPoint!;
        using var deployment = new Deployment(native.Binary);
        string crashed = deployment.App + ".crashed";
        deployment.DeployScript($"[ -e '{crashed}' ] || {{ touch '{crashed}'; exit 1; }}\nexec '{deployment.GoodProgram}' \"$@\"");
        ServerBinary binary = PassedSockets.To(native.Binary, ((int)socket.Handle, "web"));
        using Process master = Process.Start(new ProcessStartInfo(
            binary.Program, [.. binary.LeadingArguments, "--urls", $"http://{endPoint}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["Graceful__Supervised"] = "true", ["Graceful__Program"] = deployment.App },
        })!;
        var log = new ServerLog();
        Task reading = Task.WhenAll(log.ReadAsync(master.StandardOutput.BaseStream), log.ReadAsync(master.StandardError.BaseStream));
        try
        {
            using RawConnection client = await RawConnection.ConnectAsync(endPoint);
            RawResponse answer = await client.GetAsync("/process/id").WaitAsync(Until.Limit);

            Assert.Equal(200, answer.Status);
            Assert.True(File.Exists(crashed));
            Assert.Equal(1, log.Count("exited with 1"));
            Assert.Equal(0, LibC.kill(master.Id, LibC.SIGTERM));
            await master.WaitForExitAsync().WaitAsync(Until.Limit);
            Assert.Equal(0, master.ExitCode);
        }
        finally
        {
            // Workers notice the end of their master.
            master.Kill(entireProcessTree: true);
            await reading;
            output.WriteLine(log.ToString());
        }
    }

    private static Socket Listen()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        return socket;
    }
}
