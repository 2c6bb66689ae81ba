using System.Globalization;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.Supervision;

/// <summary>A successor that hangs before it reports itself, and whose worker, which would have ended it, is killed.</summary>
[SupportedOSPlatform("linux")]
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed partial class HungSuccessors(NativeDemo native, ITestOutputHelper output)
{
    /// <summary>It has the listening sockets: the port would stay in use, and its clients would get no answer.</summary>
    [Theory]
    [InlineData("00:00:01", false)]
    [InlineData("00:10:00", true)]
    public async Task One_does_not_outlive_its_time_nor_the_service(string startTimeout, bool stops)
    {
        using var deployment = new Deployment(native.Binary);
        await using DemoProcess demo = await DemoProcess.StartAsync(deployment.Binary, new()
        {
            Supervised = true,
            Print = output.WriteLine,
            Environment = new Dictionary<string, string?> { ["Graceful__StartTimeout"] = startTimeout },
        });
        Generation first = demo.First;
        deployment.DeployScript("exec sleep 600");
        demo.Master.Signal(LibC.SIGUSR2);
        LogMatch started = await demo.LoggedAsync(StartedLine());
        int hung = int.Parse(started.Match.Groups["pid"].Value, CultureInfo.InvariantCulture);
        deployment.DeployGood();

        first.Kill();
        await demo.LoggedAsync(DiedLine());
        if (stops)
        {
            demo.Master.Signal(LibC.SIGTERM);
        }

        await demo.LoggedAsync(new Regex($"Process {hung}, the successor of a worker that has died, .* is killed"));
        await Until.TrueAsync(() => !ProcFs.IsRunning(hung, "sleep"), $"the end of {hung}");
    }

    [GeneratedRegex("Successor (?<pid>[0-9]+) has been started")]
    private static partial Regex StartedLine();

    [GeneratedRegex(@"exited with 137 \(SIGKILL\) while its successor starts")]
    private static partial Regex DiedLine();
}
