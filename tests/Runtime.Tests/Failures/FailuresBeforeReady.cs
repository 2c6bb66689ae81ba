using System.Globalization;
using System.Runtime.Versioning;
using Instruments.Posix;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.Failures;

/// <summary>A broken new version: no client notices, the log has the reason, and the next restart works.</summary>
[SupportedOSPlatform("linux")]
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class FailuresBeforeReady(NativeDemo native, ITestOutputHelper output)
{
    /// <summary>Every bad version, without a master and with one.</summary>
    public static TheoryData<string, bool> BadVersions
    {
        get
        {
            var versions = new TheoryData<string, bool>();
            foreach (string name in BadVersion.All.Keys)
            {
                versions.Add(name, false);
                versions.Add(name, true);
            }

            return versions;
        }
    }

    [Theory]
    [MemberData(nameof(BadVersions))]
    public async Task The_old_process_serves_on_logs_the_reason_and_restarts_the_next_time(string theNewVersion, bool supervised)
    {
        BadVersion bad = BadVersion.All[theNewVersion];
        using var deployment = new Deployment(native.Binary);
        await using DemoProcess demo = await DemoProcess.StartAsync(deployment.Binary, new()
        {
            Print = output.WriteLine,
            Supervised = supervised,

            // The good version that follows must be ready within it as well.
            Environment = new Dictionary<string, string?>
            {
                ["Graceful__StartTimeout"] = BadVersion.TakesTime(theNewVersion) ? "00:00:03" : null
            },
        });
        await using Crowd crowd = await Crowd.StartAsync(demo);

        bad.Deploy(deployment, demo);
        demo.OperatedBy(demo.First).Signal(LibC.SIGUSR2);
        if (bad.Happens is not null)
        {
            await bad.Happens(demo);
        }

        LogMatch reason = await demo.LoggedAsync(bad.Reason);
        output.WriteLine($"{theNewVersion}: {reason.Match.Value}");
        Assert.Equal(demo.First.Pid, int.Parse(reason.Match.Groups["pid"].Value, CultureInfo.InvariantCulture));
        await crowd.AllAnsweredAsync();
        await Until.TrueAsync(() => demo.Living.Count == 1, "the failed successor to be gone");
        Assert.True(demo.First.IsAlive);

        deployment.DeployGood();
        Generation successor = await demo.RestartAsync(demo.First);
        await crowd.AnsweredByAsync(successor);
        await demo.ExitsWellAsync(demo.First);
        Assert.Equal([successor], demo.Living);
        Assert.True(demo.OperatedBy(successor).IsAlive);
        await crowd.AssertNoClientFailedAsync(output.WriteLine);
    }

    /// <summary>The old process is killed while its successor is being started: the successor serves alone.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_successor_whose_predecessor_dies_before_it_is_ready_serves_alone(bool supervised)
    {
        using var deployment = new Deployment(native.Binary);
        await using DemoProcess demo = await DemoProcess.StartAsync(deployment.Binary, new()
        {
            Print = output.WriteLine,
            Supervised = supervised,

            // Its whole log goes to the pipe whose reader has died.
            Environment = new Dictionary<string, string?> { ["Logging__Console__LogToStandardErrorThreshold"] = "Trace" },
        });
        await using Crowd crowd = await Crowd.StartAsync(demo);
        var victims = new Victims(demo.EndPoint);

        deployment.DeployScript($"kill -STOP $$\nexec '{deployment.GoodProgram}' \"$@\"");
        Generation successor = await demo.RestartAsync();
        await Until.TrueAsync(() => ProcFs.IsStopped(successor.Pid), $"{successor} to stop itself");
        await victims.KillAsync(demo.First);
        await demo.ExitOfAsync(demo.First);
        successor.Signal(LibC.SIGCONT);

        await demo.LoggedAsync(FailureLines.PredecessorDied);
        await crowd.AnsweredByAsync(successor);
        deployment.DeployGood();
        Generation third = await demo.RestartAsync(successor);
        await crowd.AnsweredByAsync(third);
        await demo.ExitsWellAsync(successor);
        Assert.Equal([third], demo.Living);
        await crowd.AssertOnlyVictimsLostAsync(victims, output.WriteLine);
    }
}
