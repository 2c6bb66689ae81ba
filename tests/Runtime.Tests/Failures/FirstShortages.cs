using System.Globalization;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Instruments.Posix;
using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.Failures;

/// <summary>
/// Shortages in a process that has used neither a timer nor a hand-over before: nothing that they need may need a thread or a descriptor.
/// </summary>
[SupportedOSPlatform("linux")]
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed partial class FirstShortages(ITestOutputHelper output)
{
    /// <summary>
    /// A retry must not need a thread, which needs descriptors. The pool has all its threads: it ends the process when it cannot create
    /// one.
    /// </summary>
    [Fact]
    public async Task Without_a_free_descriptor_a_client_is_accepted_later()
    {
        await using DemoProcess server = await StartAsync([]);
        using RawConnection earlier = await RawConnection.ConnectAsync(server.EndPoint);
        Assert.Equal(server.First.Pid, (await earlier.GetAsync("/process/id")).Pid);
        Libc.ResourceLimit before = ResourceLimits.Get(server.First.Pid, Libc.RLIMIT_NOFILE);
        ResourceLimits.Set(server.First.Pid, Libc.RLIMIT_NOFILE, before with { Soft = 3 });
        using RawConnection client = await RawConnection.ConnectAsync(server.EndPoint);
        await client.SendAsync("GET /process/id HTTP/1.1\r\nHost: graceful.test\r\n\r\n");
        await server.LoggedAsync(AcceptFailed());
        await server.LoggedAsync(AcceptStillFails());
        Assert.True(server.First.IsAlive);

        ResourceLimits.Set(server.First.Pid, Libc.RLIMIT_NOFILE, before);
        Assert.Equal(server.First.Pid, (await client.ReadResponseAsync()).Pid);
        await server.LoggedAsync(AcceptsAgain());
        await server.LoggedTimesAsync(1, "Accepting on tcp:127.0.0.1:" + server.EndPoint.Port + " failed");
    }

    /// <summary>
    /// The application passes state on, which a thread of its own reads. The limit counts the threads of a user: see
    /// <see cref="Shortages"/>.
    /// </summary>
    [NeedsTool("setpriv", RequiresRoot = true)]
    public async Task Without_a_free_thread_a_restart_with_state_fails_with_its_reason()
    {
        string[] asUser = AsOrdinaryUser();
        await using DemoProcess server = await StartAsync(asUser);
        await LimitProcessesAsync(server.First, asUser, "1");
        server.First.Signal(LibC.SIGUSR2);
        await server.LoggedAsync(NotStarted());
        await LimitProcessesAsync(server.First, asUser, ProcFs.HardLimit(server.First.Pid, "Max processes"));
        Assert.True(server.First.IsAlive);
        Generation successor = await server.RestartAsync(server.First);
        await server.AnsweredByAsync(successor);
        Assert.Equal(0, (await server.ExitOfAsync(server.First)).Code);
    }

    [NeedsTool("setpriv", RequiresRoot = true)]
    public async Task Without_a_free_thread_a_hand_over_ends_in_order()
    {
        string[] asUser = AsOrdinaryUser();
        await using DemoProcess server = await StartAsync(asUser);
        Generation successor = await server.RestartAsync(server.First);
        await server.LoggedAsync(new Regex($"Successor {successor.Pid} has been started"));
        Assert.True(await successor.FreezeAsync());
        Assert.DoesNotContain($"Successor {successor.Pid} is ready", server.Log.ToString(), StringComparison.Ordinal);
        await LimitProcessesAsync(server.First, asUser, "1");
        successor.Signal(LibC.SIGCONT);
        await server.AnsweredByAsync(successor);
        Assert.Equal(0, (await server.ExitOfAsync(server.First)).Code);
    }

    private async Task<DemoProcess> StartAsync(string[] asUser)
    {
        ServerBinary probe = ProbeApp.Binary;
        string[] command = [.. asUser, probe.Program, .. probe.LeadingArguments];
        var binary = new ServerBinary(command[0], command[1..]);
        DemoProcess server = await DemoProcess.StartAsync(binary, new()
        {
            Print = output.WriteLine,
            WorkingDirectory = "/",

            // Neither the compiler nor the pool needs another thread later.
            Environment = new Dictionary<string, string?>
            {
                ["DOTNET_TieredCompilation"] = "0",
                ["DOTNET_ThreadPool_ForceMinWorkerThreads"] = "4",
            },
        });
        for (int i = 0; i < 4; i++)
        {
            await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => RawConnection.GetAsync(server.EndPoint, "/process/id")));
        }

        return server;
    }

    private static string[] AsOrdinaryUser()
    {
        string user = Random.Shared.Next(100_000, 1_000_000).ToString(CultureInfo.InvariantCulture);
        return [Tool.Find("setpriv")!, "--reuid", user, "--regid", user, "--clear-groups"];
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

    [GeneratedRegex(@"Accepting on .* failed: Too many open files; connections wait in the backlog, retrying in [0-9]+ ms")]
    private static partial Regex AcceptFailed();

    [GeneratedRegex(@"Accepting on .* still fails: Too many open files; [0-9]+ more attempts failed in [0-9]+ s")]
    private static partial Regex AcceptStillFails();

    [GeneratedRegex(@"Accepting on .* works again, after [0-9]+ failed attempts")]
    private static partial Regex AcceptsAgain();

    [GeneratedRegex("The successor could not be started: .*; still serving as [0-9]+")]
    private static partial Regex NotStarted();
}
