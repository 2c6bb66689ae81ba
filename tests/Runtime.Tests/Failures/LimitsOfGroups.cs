using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.Failures;

/// <summary>A container or a service whose limit does not hold two processes: the restart is refused, and the old one serves.</summary>
[SupportedOSPlatform("linux")]
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed partial class LimitsOfGroups(NativeDemo native, ITestOutputHelper output)
{
    private const long Mebibyte = 1024 * 1024;

    /// <summary>Without the refusal, the kernel ends one of the two processes.</summary>
    [NeedsControlGroup("memory")]
    public async Task A_restart_for_which_the_memory_does_not_suffice_is_refused_and_no_client_notices()
    {
        using var group = LimitedGroup.Create("memory");
        await RefusedAsync(
            group, () => group.LimitMemory(group.Memory + (4 * Mebibyte)), () => group.LimitMemory(null), "the memory limit of");
    }

    /// <summary>Without the refusal, the runtime of one of the two processes ends it when it can create no thread.</summary>
    [NeedsControlGroup("pids")]
    public async Task A_restart_for_which_the_tasks_do_not_suffice_is_refused_and_no_client_notices()
    {
        using var group = LimitedGroup.Create("pids");
        await RefusedAsync(group, () => group.LimitTasks(group.Tasks + 6), () => group.LimitTasks(null), "the limit of");
    }

    /// <remarks>One client, because the memory and the threads that a load needs would not fit into the limit.</remarks>
    private async Task RefusedAsync(LimitedGroup group, Action limit, Action unlimit, string reason)
    {
        await using DemoProcess demo = await DemoProcess.StartAsync(group.Start(native.Binary), new() { Print = output.WriteLine });
        using RawConnection client = await RawConnection.ConnectAsync(demo.EndPoint);
        Assert.Equal(demo.First.Pid, (await client.GetAsync("/process/id")).Pid);
        limit();
        demo.First.Signal(LibC.SIGUSR2);
        LogMatch line = await demo.LoggedAsync(NotStarted());
        Assert.Contains(reason, line.Match.Value, StringComparison.Ordinal);
        Assert.Equal(demo.First.Pid, (await client.GetAsync("/process/id")).Pid);
        Assert.Equal([demo.First], demo.Living);

        unlimit();
        Generation successor = await demo.RestartAsync(demo.First);
        Assert.Equal(0, (await demo.ExitOfAsync(demo.First)).Code);
        Assert.Equal(successor.Pid, (await client.GetAsync("/process/id")).Pid);
    }

    [GeneratedRegex("The successor could not be started: .*; still serving as [0-9]+, fix the problem and send the signal again")]
    private static partial Regex NotStarted();
}
