using System.Text.RegularExpressions;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.Supervision;

/// <summary>A service whose processes may write no byte to a file (RLIMIT_FSIZE).</summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed partial class FileSizeLimits(NativeDemo native, ITestOutputHelper output)
{
    /// <summary>The state for its next program is a file in memory, to which the limit applies too.</summary>
    [Theory]
    [InlineData("trap '' XFSZ; ")]
    [InlineData("")]
    public async Task The_master_stays_the_version_that_it_is(string ignoring)
    {
        using var deployment = new Deployment(native.Binary);
        var binary = new ServerBinary("bash", ["-c", $"{ignoring}ulimit -f 0; exec \"$0\" \"$@\"", deployment.App]);
        await using DemoProcess demo = await DemoProcess.StartAsync(binary, new()
        {
            Supervised = true,
            Print = output.WriteLine,
            Environment = new Dictionary<string, string?> { ["Graceful__ProbationTime"] = "00:00:00" },
        });
        Generation master = demo.Master;
        deployment.DeployGood();

        Generation next = await demo.RestartAsync();

        await demo.LoggedAsync(StaysLine());
        await demo.AnsweredByAsync(next);
        master.Signal(LibC.SIGTERM);
        Assert.Equal(0, (await demo.ExitOfAsync(master)).Code);
    }

    [GeneratedRegex(@"The master [0-9]+ stays the version that it is: pwrite failed: File too large \(errno 27\);")]
    private static partial Regex StaysLine();
}
