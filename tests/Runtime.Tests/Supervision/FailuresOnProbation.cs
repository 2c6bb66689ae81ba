using System.Diagnostics;
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

/// <summary>A new version that served, and fails within its probation: the previous one serves again.</summary>
[SupportedOSPlatform("linux")]
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed partial class FailuresOnProbation(NativeDemo native, ITestOutputHelper output)
{
    /// <summary>Its file is removed, and so is that of the previous version.</summary>
    [Fact]
    public async Task A_version_that_dies_is_replaced_by_the_one_before_although_its_file_is_gone()
    {
        using var deployment = new Deployment(native.Binary);
        await using DemoProcess demo = await StartAsync(deployment);
        await using Crowd crowd = await Crowd.StartAsync(demo);
        var victims = new Victims(demo.EndPoint);
        Generation bad = await ReplaceAsync(demo, deployment);
        await crowd.AnsweredByAsync(bad);
        deployment.Remove();

        long killedAt = (await victims.KillAsync(bad))!.Value;

        Generation restored = await demo.NextGenerationAsync(after: 2);
        await demo.AnsweredByAsync(restored);
        output.WriteLine($"The previous version answered after {Stopwatch.GetElapsedTime(killedAt).TotalMilliseconds:0} ms");
        await demo.LoggedAsync(PreviousServesLine());
        await crowd.AnsweredByAsync(restored);
        await crowd.AssertOnlyVictimsLostAsync(victims, output.WriteLine);

        // The next version is found under the program's own name again.
        deployment.DeployGood();
        Generation repaired = await demo.RestartAsync();
        await demo.AnsweredByAsync(repaired);
        await demo.ExitOfAsync(restored);
    }

    [Fact]
    public async Task A_version_that_hangs_is_killed_and_replaced()
    {
        using var deployment = new Deployment(native.Binary);
        await using DemoProcess demo = await StartAsync(deployment);
        Generation bad = await ReplaceAsync(demo, deployment);

        await bad.FreezeAsync();

        Generation restored = await demo.NextGenerationAsync(after: 2);
        await demo.AnsweredByAsync(restored);
        await demo.ExitOfAsync(bad);
        await demo.LoggedAsync(PreviousServesLine());
    }

    /// <summary>It can still answer, so that no request fails. Its end leaves the file of the Unix socket to the one before.</summary>
    [Fact]
    public async Task A_version_that_turns_unhealthy_finishes_its_requests_while_the_one_before_serves()
    {
        using var settings = new EndpointSettings();
        using var deployment = new Deployment(native.Binary);
        await using DemoProcess demo = await StartAsync(deployment, settings.UnixUrl);
        await using Crowd crowd = await Crowd.StartAsync(demo);
        Generation bad = await ReplaceAsync(demo, deployment);
        await crowd.AnsweredByAsync(bad);
        using HeldRequest held = await HeldRequest.BeginAsync(demo);
        using (RawConnection client = await RawConnection.ConnectAsync(demo.EndPoint))
        {
            await client.SendAsync("POST /process/unhealthy HTTP/1.1\r\nHost: graceful.test\r\nContent-Length: 0\r\n\r\n");
            Assert.Equal(bad.Pid, (await client.ReadResponseAsync()).Pid);
        }

        LogMatch detected = await demo.LoggedAsync(UnhealthyLine());
        LogMatch serves = await demo.LoggedAsync(PreviousServesLine());
        output.WriteLine($"The previous version served after {Stopwatch.GetElapsedTime(detected.At, serves.At).TotalMilliseconds:0} ms");
        Generation restored = await demo.NextGenerationAsync(after: 2);
        Assert.Equal(bad.Pid, (await held.AnswerAsync()).Pid);
        await demo.ExitOfAsync(bad);
        await crowd.AnsweredByAsync(restored);
        await crowd.AssertNoRequestFailedAsync(output.WriteLine);
        Assert.Equal([restored], demo.Living);
        Assert.Equal(restored.Pid, (await RawConnection.GetAsync(new UnixDomainSocketEndPoint(settings.SocketPath), "/process/id")).Pid);

        Generation master = demo.Master;
        master.Signal(LibC.SIGTERM);
        await demo.ExitOfAsync(master);
        Assert.False(File.Exists(settings.SocketPath), "The master removes the file at the end of the service.");
    }

    private Task<DemoProcess> StartAsync(Deployment deployment, string? furtherUrl = null) =>
        DemoProcess.StartAsync(deployment.Binary, new()
        {
            Supervised = true,
            Print = output.WriteLine,
            FurtherUrl = furtherUrl,
            Environment = new Dictionary<string, string?>
            {
                // The failure must come within it on a slow machine too.
                ["Graceful__ProbationTime"] = "00:05:00",
                ["Graceful__ProbationHealthChecks"] = "true",

                // A client that the machine holds up is no idle one.
                ["Graceful__IdleLinger"] = "00:00:20",
                ["Graceful__DrainTimeout"] = "00:00:30",
            },
        });

    /// <summary>Deploys another version, restarts, and returns when it is alone.</summary>
    private static async Task<Generation> ReplaceAsync(DemoProcess demo, Deployment deployment)
    {
        Generation old = demo.Newest;
        deployment.DeployGood();
        Generation next = await demo.RestartAsync();
        await demo.AnsweredByAsync(next);
        await demo.ExitOfAsync(old);
        return next;
    }

    [GeneratedRegex("The previous version serves again")]
    private static partial Regex PreviousServesLine();

    [GeneratedRegex(@"generation 1, reports unhealthy \(demo\) within Graceful:ProbationTime")]
    private static partial Regex UnhealthyLine();
}
