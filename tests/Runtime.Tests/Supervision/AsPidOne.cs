using System.Diagnostics;
using System.Net;
using System.Runtime.Versioning;
using Instruments.Load;
using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Runtime.Tests.UnderLoad;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.Supervision;

/// <summary>A container: the server is PID 1, and its exit ends every process of the namespace.</summary>
[SupportedOSPlatform("linux")]
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class AsPidOne(NativeDemo native, ITestOutputHelper output)
{
    [NeedsPidNamespace]
    public async Task Restarts_fail_no_request_and_close_no_connection()
    {
        var endPoint = new IPEndPoint(IPAddress.Loopback, FreePort.Next());
        using Process container = Start(endPoint);
        var log = new ServerLog();
        Task reading = Task.WhenAll(log.ReadAsync(container.StandardOutput.BaseStream), log.ReadAsync(container.StandardError.BaseStream));
        try
        {
            int restarts = TestShare.Of(50);
            int worker = await AnsweringPidAsync(endPoint, other: 0);
            int pidOne = ChildOf(container.Id);
            await using LoadClient busy = await LoadClient.StartAsync(new() { Server = endPoint, Connections = 32 });
            await using LoadClient fresh = await LoadClient.StartAsync(new()
            {
                Server = endPoint,
                Connections = 8,
                NewConnectionPerRequest = true,
                Think = ThinkTime.Milliseconds(1, 10),
            });
            for (int restart = 1; restart <= restarts; restart++)
            {
                Assert.Equal(0, LibC.kill(pidOne, LibC.SIGUSR2));
                worker = await AnsweringPidAsync(endPoint, other: worker);
                await Until.TrueAsync(() => log.Count("The predecessor has ended") >= restart, $"the end of the hand-over {restart}");
            }

            LoadReport busyReport = await busy.StopAsync();
            LoadReport freshReport = await fresh.StopAsync();
            output.WriteLine($"busy: {busyReport}\nnew connections: {freshReport}");
            RestartSeries.AssertNoConnectionWasLost(busyReport, 32);
            RestartSeries.AssertNothingFailed(freshReport);
            Assert.False(container.HasExited);
            Assert.Equal(pidOne, ChildOf(container.Id));

            Assert.Equal(0, LibC.kill(pidOne, LibC.SIGTERM));
            await container.WaitForExitAsync().WaitAsync(Until.Limit);
            Assert.Equal(0, container.ExitCode);
        }
        finally
        {
            // The kernel ends every process of the namespace with its PID 1.
            container.Kill(entireProcessTree: true);
            await reading;
            output.WriteLine(log.ToString());
        }
    }

    private Process Start(IPEndPoint endPoint) => Process.Start(new ProcessStartInfo(
        "unshare",
        ["--pid", "--fork", "--mount-proc", "--kill-child", native.Binary.Program, "--urls", $"http://{endPoint}"])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment = { ["Logging__LogLevel__Microsoft.AspNetCore"] = "Warning" },
    })!;

    /// <summary>Waits for an answer of another process than this one, by the process ids of the namespace.</summary>
    private static async Task<int> AnsweringPidAsync(IPEndPoint endPoint, int other) =>
        (await Until.AnswersAsync(endPoint, "/process/id", answer => answer.Pid != other)).Pid;

    private static int ChildOf(int pid) =>
        int.Parse(File.ReadAllText($"/proc/{pid}/task/{pid}/children").Trim(), System.Globalization.CultureInfo.InvariantCulture);
}
