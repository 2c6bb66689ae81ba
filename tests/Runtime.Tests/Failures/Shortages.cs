using System.Globalization;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Instruments.Load;
using Instruments.Posix;
using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Runtime.Tests.UnderLoad;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.Failures;

/// <summary>No descriptors, no processes, no space for the log: an error where possible, and the service continues.</summary>
[SupportedOSPlatform("linux")]
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed partial class Shortages(NativeDemo native, ITestOutputHelper output)
{
    private const int Connections = 16;

    /// <summary>With one more descriptor each time, so that each step of the launch fails once.</summary>
    [Fact]
    public async Task Without_a_free_descriptor_a_restart_fails_with_its_reason_and_no_client_notices()
    {
        await using DemoProcess demo = await DemoProcess.StartAsync(native.Binary, new() { Print = output.WriteLine });
        await using LoadClient load = await LoadClient.StartAsync(new() { Server = demo.EndPoint, Connections = Connections });
        Libc.ResourceLimit before = ResourceLimits.Get(demo.First.Pid, Libc.RLIMIT_NOFILE);
        await OnlyTheLoadIsConnectedAsync(demo);
        int failures = 0;
        Generation? successor = null;
        for (int free = 0; successor is null; free++)
        {
            ResourceLimits.Set(demo.First.Pid, Libc.RLIMIT_NOFILE,
                before with { Soft = ResourceLimits.DescriptorsWithFree(demo.First.Pid, free) });
            if (free == 0)
            {
                await AClientWaitsInTheBacklogAsync(demo, before);
            }

            int from = demo.Log.Lines.Count;
            demo.First.Signal(LibC.SIGUSR2);
            LogMatch line = await demo.LoggedAsync(StartedOrNot(), from);
            output.WriteLine($"{free} free: {line.Match.Value}");
            if (line.Match.Groups["reason"].Success)
            {
                failures++;
                Assert.Contains("Too many open files (errno 24); still serving as", line.Match.Value, StringComparison.Ordinal);
                await load.AllAnsweredAsync();
                await Until.TrueAsync(() => demo.Living.Count == 1, "a process that could not be watched to be gone");
            }
            else
            {
                int pid = int.Parse(line.Match.Groups["pid"].Value, CultureInfo.InvariantCulture);
                await Until.TrueAsync(() => (successor = demo.Generations.SingleOrDefault(generation => generation.Pid == pid)) is not null,
                    $"process {pid}");
            }
        }

        // The limit was inherited, and the next generation needs no less than this one.
        Assert.InRange(failures, 2, 8);
        ResourceLimits.Set(successor.Pid, Libc.RLIMIT_NOFILE, before);
        Assert.Equal(0, (await demo.ExitOfAsync(demo.First)).Code);
        await load.AnsweredByAsync(successor.Pid);
        await RestartSeries.RunAsync(demo, 1, load);
        LoadReport report = await load.StopAsync();
        output.WriteLine(report.ToString());
        RestartSeries.AssertNothingFailed(report);
        Assert.Equal([demo.Newest], demo.Living);
        output.WriteLine($"{failures} restarts failed for want of descriptors");
    }

    /// <summary>
    /// RLIMIT_NPROC counts the threads of a user and does not limit root. When the tests run as root, the demo therefore runs as a user
    /// without other processes. posix_spawn(3) reports EAGAIN; with one or two threads to spare, a thread of the launch cannot be
    /// created. There is no load while the limit is low: the runtime's pool ends the process when it cannot create a thread
    /// (PortableThreadPool.WorkerThread, an unhandled OutOfMemoryException), with or without a restart.
    /// </summary>
    [NeedsTool("setpriv")]
    public async Task Without_a_free_process_a_restart_fails_with_its_reason_and_no_client_notices()
    {
        using var deployment = new Deployment(native.Binary);
        string[] asUser = AsOrdinaryUser();
        string[] command = [.. asUser, deployment.App];
        await using DemoProcess demo = await DemoProcess.StartAsync(
            new ServerBinary(command[0], command[1..]), new() { Print = output.WriteLine, WorkingDirectory = "/" });
        await using (Crowd crowd = await Crowd.StartAsync(demo))
        {
            await crowd.AllAnsweredAsync();
        }

        using RawConnection client = await RawConnection.ConnectAsync(demo.EndPoint);
        Assert.Equal(demo.First.Pid, (await client.GetAsync("/process/id")).Pid);
        foreach (int spare in (int[])[-1000, 1, 2])
        {
            int limit = Math.Max(1, ProcFs.ThreadCount(demo.First.Pid) + spare);
            await LimitProcessesAsync(demo.First, asUser, $"{limit}");
            int from = demo.Log.Lines.Count;
            demo.First.Signal(LibC.SIGUSR2);
            LogMatch line = await demo.LoggedAsync(NotStarted(), from);
            await LimitProcessesAsync(demo.First, asUser, ProcFs.HardLimit(demo.First.Pid, "Max processes"));
            output.WriteLine($"{spare} to spare: {line.Match.Value}");
            Assert.Matches(@"posix_spawn failed for .*\(errno 11\)|the thread that watches process [0-9]+ could not be started",
                line.Match.Value);
            Assert.Equal(demo.First.Pid, (await client.GetAsync("/process/id")).Pid);
            await Until.TrueAsync(() => demo.Living.Count == 1, "the process that could not be watched to be gone");
        }

        Generation successor = await demo.RestartAsync(demo.First);
        Assert.Equal(0, (await demo.ExitOfAsync(demo.First)).Code);
        Assert.Equal(successor.Pid, (await client.GetAsync("/process/id")).Pid);
    }

    /// <summary>ENOSPC at each line of the log. Errors go to standard error here, which has room.</summary>
    [Fact]
    public Task A_log_on_a_full_disk_prevents_no_restart()
        => RestartWithoutStandardOutputAsync("exec \"$0\" \"$@\" > /dev/full", _ => Task.CompletedTask);

    /// <summary>EPIPE at each line of the log: its reader has exited.</summary>
    [Fact]
    public async Task A_log_whose_reader_has_gone_prevents_no_restart()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("graceful-fifo-");
        try
        {
            string fifo = Path.Combine(folder.FullName, "log");
            Assert.Equal(0, Libc.mkfifo(fifo, 0b110_000_000));
            Task<string?> reader = Task.Run(() => ReadOneLine(fifo));
            await RestartWithoutStandardOutputAsync(
                $"exec \"$0\" \"$@\" > '{fifo}'", async _ => output.WriteLine($"the reader went after this line: {await reader}"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // The test itself reads the output: another process of the same shell would be taken for the first generation.
    private static string? ReadOneLine(string fifo)
    {
        using var log = new StreamReader(new FileStream(fifo, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return log.ReadLine();
    }

    private async Task RestartWithoutStandardOutputAsync(string shell, Func<DemoProcess, Task> begun)
    {
        using var deployment = new Deployment(native.Binary);
        await using DemoProcess demo = await DemoProcess.StartAsync(new ServerBinary("/bin/sh", "-c", shell, deployment.App), new()
        {
            Print = output.WriteLine,
            Environment = new Dictionary<string, string?> { ["Logging__Console__LogToStandardErrorThreshold"] = "Error" },
        });
        await begun(demo);
        Generation current = demo.Living.Single(generation => ProcFs.IsRunning(generation.Pid, deployment.App));
        await using Crowd crowd = await Crowd.StartAsync(demo);
        for (int i = 0; i < 3; i++)
        {
            deployment.DeployScript("exit 7");
            int from = demo.Log.Lines.Count;
            current.Signal(LibC.SIGUSR2);
            await demo.LoggedAsync(ExitedWithSeven(), from);
            deployment.DeployGood();
            Generation successor = await demo.RestartAsync(current);
            await crowd.AnsweredByAsync(successor);
            Assert.Equal(0, (await demo.ExitOfAsync(current)).Code);
            current = successor;
        }

        await crowd.AssertNoClientFailedAsync(output.WriteLine);
        Assert.Equal([current], demo.Living);
    }

    private static async Task AClientWaitsInTheBacklogAsync(DemoProcess demo, Libc.ResourceLimit before)
    {
        ulong exhausted = ResourceLimits.Get(demo.First.Pid, Libc.RLIMIT_NOFILE).Soft;
        using RawConnection client = await RawConnection.ConnectAsync(demo.EndPoint);
        await client.SendAsync("GET /process/id HTTP/1.1\r\nHost: graceful.test\r\n\r\n");
        await demo.LoggedAsync(AcceptFailed());
        ResourceLimits.Set(demo.First.Pid, Libc.RLIMIT_NOFILE, before);
        Assert.Equal(demo.First.Pid, (await client.ReadResponseAsync()).Pid);
        client.Dispose();
        await OnlyTheLoadIsConnectedAsync(demo);
        ResourceLimits.Set(demo.First.Pid, Libc.RLIMIT_NOFILE, before with { Soft = exhausted });
    }

    /// <summary>A descriptor that the server closes after its client would be free in addition.</summary>
    private static Task OnlyTheLoadIsConnectedAsync(DemoProcess demo) => Until.TrueAsync(
        () => TcpTable.ClientPortsHeldBy(demo.First.Pid, demo.EndPoint).Count == Connections,
        "the connections of other clients to be closed");

    private static string[] AsOrdinaryUser()
    {
        string user = Random.Shared.Next(100_000, 1_000_000).ToString(CultureInfo.InvariantCulture);
        return Environment.UserName == "root" ? [Tool.Find("setpriv")!, "--reuid", user, "--regid", user, "--clear-groups"] : [];
    }

    /// <summary>
    /// As the same user: for limits of another user even root needs CAP_SYS_RESOURCE, which containers do not have.
    /// </summary>
    private static async Task LimitProcessesAsync(Generation generation, string[] asUser, string limit)
    {
        string[] command = [.. asUser, "prlimit", "--pid", $"{generation.Pid}", $"--nproc={limit}:"];
        await using ToolProcess prlimit = ToolProcess.Start(command[0], command[1..]);
        Assert.True(await prlimit.ExitAsync() == 0, prlimit.Output.ToString());
    }

    [GeneratedRegex(
        "The successor could not be started: (?<reason>.*); still serving as [0-9]+|Successor (?<pid>[0-9]+) has been started")]
    private static partial Regex StartedOrNot();

    [GeneratedRegex("The successor could not be started: .*; still serving as [0-9]+")]
    private static partial Regex NotStarted();

    [GeneratedRegex(
        @"Accepting on tcp:127\.0\.0\.1:[0-9]+ failed: Too many open files; connections wait in the backlog, retrying in [0-9]+ ms")]
    private static partial Regex AcceptFailed();

    [GeneratedRegex("Successor [0-9]+ exited with 7 before it was ready; still serving as")]
    private static partial Regex ExitedWithSeven();
}
