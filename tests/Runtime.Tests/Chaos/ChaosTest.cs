using System.Globalization;
using System.Runtime.Versioning;
using Instruments.Servers;
using Runtime.Tests.Failures;
using Runtime.Tests.Processes;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.Chaos;

/// <summary>
/// All failures, mixed, under load. GRACEFUL_CHAOS_SEED repeats a run, and GRACEFUL_CHAOS_SECONDS (60) sets its length. The seed
/// determines the actions, not the kernel's scheduling.
/// </summary>
[SupportedOSPlatform("linux")]
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class ChaosTest(NativeDemo native, ITestOutputHelper output)
{
    [Fact]
    public async Task No_request_fails_but_those_that_a_killed_process_held_and_one_generation_is_left()
    {
        int seed = Setting("GRACEFUL_CHAOS_SEED") ?? Random.Shared.Next();
        int seconds = Setting("GRACEFUL_CHAOS_SECONDS") ?? 60;
        string repeat = $"GRACEFUL_CHAOS_SEED={seed} GRACEFUL_CHAOS_SECONDS={seconds}";
        output.WriteLine($"Repeat with {repeat}");
        using var deployment = new Deployment(native.Binary);
        await using DemoProcess demo = await DemoProcess.StartAsync(deployment.Binary, new()
        {
            Print = output.WriteLine,
            Environment = new Dictionary<string, string?> { ["Graceful__DrainTimeout"] = "00:00:10",
                ["Graceful__StartTimeout"] = "00:00:10" },
        });
        await using Crowd crowd = await Crowd.StartAsync(demo, seed);
        var chaos = new ChaosRun(demo, deployment, seed);
        try
        {
            await chaos.RunAsync(TimeSpan.FromSeconds(seconds));
            deployment.DeployGood();
            await chaos.SettledAsync();
            await crowd.AllAnsweredAsync();
            await crowd.AssertOnlyVictimsLostAsync(chaos.Victims, output.WriteLine);
            Generation last = await chaos.SettledAsync();
            Assert.Equal([last], demo.Living);

            // Healthy: the server can still restart and stop.
            Generation successor = await demo.RestartAsync(last);
            Assert.Equal(0, (await demo.ExitOfAsync(last)).Code);
            await demo.AnsweredByAsync(successor);
            successor.Signal(LibC.SIGTERM);
            Assert.Equal(0, (await demo.ExitOfAsync(successor)).Code);
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"Repeat with {repeat}. {failure.Message}", failure);
        }
        finally
        {
            output.WriteLine($"The journal of seed {seed}:\n{chaos.Journal}");
        }
    }

    private static int? Setting(string name)
        => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? int.Parse(value, CultureInfo.InvariantCulture) : null;
}
