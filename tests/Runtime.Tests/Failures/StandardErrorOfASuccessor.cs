using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Instruments.Posix;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.Failures;

/// <summary>
/// Until a successor is ready, the old process relays its standard error. No output is lost before or after that.
/// </summary>
[SupportedOSPlatform("linux")]
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed partial class StandardErrorOfASuccessor(NativeDemo native, ITestOutputHelper output)
{
    [Fact]
    public async Task It_is_the_original_again_when_the_successor_is_ready()
    {
        using var deployment = new Deployment(native.Binary);
        await using DemoProcess demo = await DemoProcess.StartAsync(deployment.Binary, new()
        {
            Print = output.WriteLine,

            // All of the log goes to standard error, through the duplicate that Console.Error holds.
            Environment = new Dictionary<string, string?> { ["Logging__Console__LogToStandardErrorThreshold"] = "Trace" },
        });
        Generation old = demo.First;
        string original = ProcFs.Link(old.Pid, 2)!;
        int duplicates = Duplicates(old, original);
        deployment.DeployScript($"echo 'warming up' >&2\nexec '{deployment.GoodProgram}' \"$@\"");
        for (int generation = 1; generation <= 3; generation++)
        {
            Generation successor = await demo.RestartAsync(old);

            // Written through the successor's duplicate after the only reader of the pipe has ended.
            Assert.Equal(0, (await demo.ExitOfAsync(old)).Code);
            await Until.TrueAsync(() => demo.Log.Count("The predecessor has ended") == generation,
                $"a word of {successor} after the end of its predecessor");
            await demo.LoggedTimesAsync(1, $"Serving as process {successor.Pid}, generation {generation}");
            AssertPipeHasGone(successor, original, duplicates);
            old = successor;
        }

        await demo.LoggedTimesAsync(1, "warming up");
    }

    [Fact]
    public async Task Under_dotnet_it_is_so_too()
    {
        await using DemoProcess demo = await DemoProcess.StartAsync(JitDemo.Binary, new()
        {
            Print = output.WriteLine,
            Environment = new Dictionary<string, string?> { ["Logging__Console__LogToStandardErrorThreshold"] = "Trace" },
        });
        string original = ProcFs.Link(demo.First.Pid, 2)!;
        int duplicates = Duplicates(demo.First, original);
        Generation successor = await demo.RestartAsync();
        Assert.Equal(0, (await demo.ExitOfAsync(demo.First)).Code);
        await Until.TrueAsync(() => demo.Log.Count("The predecessor has ended") == 1,
            $"a word of {successor} after the end of its predecessor");
        AssertPipeHasGone(successor, original, duplicates);
    }

    [Fact]
    public async Task A_successor_may_say_more_than_a_pipe_holds()
    {
        using var deployment = new Deployment(native.Binary);
        await using DemoProcess demo = await DemoProcess.StartAsync(deployment.Binary,
            new() { Print = line => output.WriteLine(line[..Math.Min(line.Length, 4000)]) });
        deployment.DeployScript("i=0; while [ $i -lt 5000 ]; do echo \"step $i of the migration, which takes its time\"; i=$((i + 1)); " +
            "done >&2; echo 'out of space' >&2; exit 4");
        demo.First.Signal(LibC.SIGUSR2);

        LogMatch failed = await demo.LoggedAsync(FailedWithFour());
        Assert.EndsWith(@"step 4999 of the migration, which takes its time\nout of space", failed.Match.Groups["tail"].Value,
            StringComparison.Ordinal);
        Assert.InRange(failed.Match.Groups["tail"].Value.Length, 1000, 4000);
        await Until.TrueAsync(() => demo.Log.Lines.Count(line => line.Text.StartsWith("step ", StringComparison.Ordinal)) == 5000,
            "all that the successor has said");
        Assert.Equal([demo.First], demo.Living);
    }

    /// <summary>A wrapper script that closes the original makes the output of the successor end with its predecessor.</summary>
    [Fact]
    public async Task An_original_that_a_wrapper_has_closed_is_reported()
    {
        using var deployment = new Deployment(native.Binary);
        await using DemoProcess demo = await DemoProcess.StartAsync(deployment.Binary, new() { Print = output.WriteLine });
        deployment.DeployScript(
            "exec bash -c 'n=${GRACEFUL_STDERR%%;*}; eval \"exec $n>&-\"; exec \"$0\" \"$@\"' '" + deployment.GoodProgram + "' \"$@\"");
        Generation successor = await demo.RestartAsync();
        await demo.AnsweredByAsync(successor);
        await demo.LoggedTimesAsync(1, "The original standard error was closed before this process started");
        await demo.ExitsWellAsync(demo.First);
    }

    private static void AssertPipeHasGone(Generation successor, string original, int duplicates)
    {
        string lent = ProcFs.EnvironmentValue(successor.Pid, "GRACEFUL_STDERR")!.Split(';')[1];
        Assert.StartsWith("pipe:[", lent, StringComparison.Ordinal);
        Assert.DoesNotContain(lent, ProcFs.Links(successor.Pid));
        Assert.Equal(original, ProcFs.Link(successor.Pid, 2));
        Assert.Equal(duplicates, Duplicates(successor, original));
    }

    private static int Duplicates(Generation generation, string link) => ProcFs.Links(generation.Pid).Count(other => other == link);

    [GeneratedRegex("exited with 4 before it was ready.*; its stderr: (?<tail>.*)$")]
    private static partial Regex FailedWithFour();
}
