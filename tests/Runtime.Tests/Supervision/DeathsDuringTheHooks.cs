using System.Text.RegularExpressions;
using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Xunit.Abstractions;

namespace Runtime.Tests.Supervision;

/// <summary>The new worker ends while the shutdown hooks of the old one run, which cannot serve again.</summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class DeathsDuringTheHooks(ITestOutputHelper output)
{
    [Fact]
    public async Task The_master_starts_another_worker()
    {
        await using DemoProcess demo = await StartAsync();
        Generation second = await InTheHooksAsync(demo);
        second.Kill();

        // The hooks of the old worker end with DrainTimeout. Clients wait until the third worker serves.
        RawResponse answer = await RawConnection.GetAsync(demo.EndPoint, "/process/id");
        Assert.Equal((await demo.NextGenerationAsync(after: 2)).Pid, answer.Pid);
        Assert.True(demo.Master.IsAlive);
    }

    /// <summary>Returns the new worker when the hooks of the old one run.</summary>
    private static async Task<Generation> InTheHooksAsync(DemoProcess demo)
    {
        Generation second = await demo.RestartAsync();
        await demo.LoggedAsync(new Regex("the hook waits"));
        await demo.AnsweredByAsync(second);
        return second;
    }

    private Task<DemoProcess> StartAsync() => DemoProcess.StartAsync(ProbeApp.Binary, new()
    {
        Print = output.WriteLine,
        Supervised = true,
        Arguments = ["--hook", "waits"],
        Environment = new Dictionary<string, string?> { ["Graceful__DrainTimeout"] = "00:00:03" },
    });
}
