using System.Text.RegularExpressions;
using Runtime.Tests.Processes;
using Runtime.Tests.Processes.Posix;
using Runtime.Tests.Processes.Servers;
using Runtime.Tests.UnderLoad;
using Xunit.Abstractions;

namespace Runtime.Tests.Deployments;

/// <summary>How operators put a new version in place, and what they do wrong.</summary>
[Collection(RealProcesses.Name)]
public sealed partial class ReplacedBinaryTests(NativeDemo native, ITestOutputHelper output)
{
    [Fact]
    public async Task A_binary_that_was_replaced_by_rename_is_the_one_that_is_started()
    {
        using var deployment = new Deployment(native.Binary);
        await using DemoProcess demo = await DemoProcess.StartAsync(deployment.Binary, new() { Print = output.WriteLine });
        for (int i = 0; i < 2; i++)
        {
            Generation old = demo.Newest;
            deployment.Deploy();
            Assert.Equal($"{deployment.Program} (deleted)", Executable(old));
            Generation successor = await demo.RestartAsync();
            await demo.AnsweredByAsync(successor);
            Assert.Equal(deployment.Program, Executable(successor));
            Assert.Equal(0, (await demo.ExitOfAsync(old)).Code);
        }

        RestartSeries.AssertOneProcessIsLeft(demo, restarts: 2);
    }

    [Fact]
    public async Task A_binary_that_was_deleted_is_named_and_the_service_goes_on_until_it_is_back()
    {
        using var deployment = new Deployment(native.Binary);
        await using DemoProcess demo = await DemoProcess.StartAsync(deployment.Binary, new() { Print = output.WriteLine });
        File.Delete(deployment.Program);
        demo.First.Signal(Libc.SIGUSR2);
        LogMatch line = await demo.LoggedAsync(NotStarted());
        Assert.Contains(deployment.Program, line.Match.Value, StringComparison.Ordinal);
        Assert.Contains("No such file or directory", line.Match.Value, StringComparison.Ordinal);
        await demo.AnsweredByAsync(demo.First);

        deployment.Deploy();
        await demo.AnsweredByAsync(await demo.RestartAsync());
        Assert.Equal(0, (await demo.ExitOfAsync(demo.First)).Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_link_to_the_release_is_followed_anew(bool fromInside)
    {
        using var first = new Deployment(native.Binary, "release 1");
        using var second = new Deployment(native.Binary, "release 2");
        string current = first.PathOf("../current");
        current = Path.GetFullPath(current);
        Directory.CreateSymbolicLink(current, first.Directory);

        // From inside, only the shell knows the directory by the name of the link (PWD).
        ServerBinary binary = fromInside
            ? new ServerBinary("sh", ["-c", "cd \"$0\" && exec ./server \"$@\"", current])
            : ServerBinary.Native(Path.Combine(current, "server"));
        await using DemoProcess demo = await DemoProcess.StartAsync(binary, new() { Print = output.WriteLine });
        Assert.Equal(first.Program, Executable(demo.First));

        string beside = current + ".new";
        Directory.CreateSymbolicLink(beside, second.Directory);
        Rename(beside, current);
        Generation successor = await demo.RestartAsync();
        await demo.AnsweredByAsync(successor);
        Assert.Equal(second.Program, Executable(successor));
        Assert.Equal(0, (await demo.ExitOfAsync(demo.First)).Code);
        if (fromInside)
        {
            Assert.Equal(second.Directory, new FileInfo($"/proc/{successor.Pid}/cwd").LinkTarget);
        }

        // And back, to a release whose files nobody has touched.
        Directory.CreateSymbolicLink(beside, first.Directory);
        Rename(beside, current);
        Generation third = await demo.RestartAsync();
        await demo.AnsweredByAsync(third);
        Assert.Equal(first.Program, Executable(third));
    }

    private static string? Executable(Generation generation) => new FileInfo($"/proc/{generation.Pid}/exe").LinkTarget;

    /// <summary>mv -T: File.Move would follow the link that is there.</summary>
    private static void Rename(string from, string to)
    {
        using var move = System.Diagnostics.Process.Start("mv", ["-T", from, to]);
        move.WaitForExit();
        Assert.Equal(0, move.ExitCode);
    }

    [GeneratedRegex("The successor could not be started: .*")]
    private static partial Regex NotStarted();
}
