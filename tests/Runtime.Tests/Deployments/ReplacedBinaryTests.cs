using System.Net;
using System.Text.RegularExpressions;
using Instruments.Posix;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Runtime.Tests.Sockets;
using Runtime.Tests.UnderLoad;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.Deployments;

/// <summary>Ways to deploy a new version, and mistakes.</summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
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
            deployment.DeployGood();
            Assert.Equal($"{deployment.App} (deleted)", Executable(old));
            Generation successor = await demo.RestartAsync();
            await demo.AnsweredByAsync(successor);
            Assert.Equal(deployment.App, Executable(successor));
            Assert.Equal(0, (await demo.ExitOfAsync(old)).Code);
        }

        RestartSeries.AssertOneProcessIsLeft(demo, restarts: 2);
    }

    /// <summary>
    /// Between execve(2) and the first read of its own name: the shell executes a file that the test has replaced meanwhile.
    /// </summary>
    [NeedsTool("bash")]
    public async Task A_binary_that_is_replaced_while_it_starts_is_found_by_its_name()
    {
        using var deployment = new Deployment(native.Binary);
        string fifo = Path.Combine(FolderOf(deployment), "replaced");
        Assert.Equal(0, Libc.mkfifo(fifo, 0b110_000_000));
        Task replaced = Task.Run(async () =>
        {
            // Opening waits for the shell to read, which has the old file open by then.
            await using var signal = new StreamWriter(new FileStream(fifo, FileMode.Open, FileAccess.Write, FileShare.ReadWrite));
            deployment.DeployGood();
            await signal.WriteLineAsync("go on");
        });
        var shell = new ServerBinary(
            "bash", "-c", $"exec 9< \"$0\"; read -r line < '{fifo}'; exec -a \"$0\" /proc/self/fd/9 \"$@\"", deployment.App);
        await using DemoProcess demo = await DemoProcess.StartAsync(shell, new() { Print = output.WriteLine });
        await replaced;
        Assert.Equal($"{deployment.App} (deleted)", Executable(demo.First));

        Generation successor = await demo.RestartAsync();
        await demo.AnsweredByAsync(successor);
        Assert.Equal(deployment.App, Executable(successor));
        Assert.Equal(0, (await demo.ExitOfAsync(demo.First)).Code);
    }

    [Fact]
    public async Task A_binary_that_was_deleted_is_named_and_the_service_goes_on_until_it_is_back()
    {
        using var deployment = new Deployment(native.Binary);
        await using DemoProcess demo = await DemoProcess.StartAsync(deployment.Binary, new() { Print = output.WriteLine });
        deployment.Remove();
        demo.First.Signal(LibC.SIGUSR2);
        LogMatch line = await demo.LoggedAsync(NotStarted());
        Assert.Contains(deployment.App, line.Match.Value, StringComparison.Ordinal);
        Assert.Contains("No such file or directory", line.Match.Value, StringComparison.Ordinal);
        await demo.AnsweredByAsync(demo.First);

        deployment.DeployGood();
        await demo.AnsweredByAsync(await demo.RestartAsync());
        Assert.Equal(0, (await demo.ExitOfAsync(demo.First)).Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_link_to_the_release_is_followed_anew(bool fromInside)
    {
        using var first = new Deployment(native.Binary);
        using var second = new Deployment(native.Binary);
        string current = Path.Combine(FolderOf(first), "current");
        Directory.CreateSymbolicLink(current, FolderOf(first));

        // Only the shell knows the directory by the name of the link (PWD).
        ServerBinary binary = fromInside
            ? new ServerBinary("sh", ["-c", "cd \"$0\" && exec ./app \"$@\"", current])
            : ServerBinary.Native(Path.Combine(current, "app"));
        await using DemoProcess demo = await DemoProcess.StartAsync(binary, new() { Print = output.WriteLine });
        Assert.Equal(first.App, Executable(demo.First));

        string beside = current + ".new";
        Directory.CreateSymbolicLink(beside, FolderOf(second));
        Rename(beside, current);
        Generation successor = await demo.RestartAsync();
        await demo.AnsweredByAsync(successor);
        Assert.Equal(second.App, Executable(successor));
        Assert.Equal(0, (await demo.ExitOfAsync(demo.First)).Code);
        if (fromInside)
        {
            Assert.Equal(FolderOf(second), new FileInfo($"/proc/{successor.Pid}/cwd").LinkTarget);
        }

        // And back to a release with unchanged files.
        Directory.CreateSymbolicLink(beside, FolderOf(first));
        Rename(beside, current);
        Generation third = await demo.RestartAsync();
        await demo.AnsweredByAsync(third);
        Assert.Equal(first.App, Executable(third));
    }

    /// <summary>Between execve(2) and the first read of its own name, while it waits for its settings.</summary>
    [Fact]
    public async Task A_link_that_is_changed_while_the_program_starts_is_followed_by_its_successor()
    {
        using var first = new Deployment(native.Binary);
        using var second = new Deployment(native.Binary);
        using var settings = new EndpointSettings();
        var main = new IPEndPoint(IPAddress.Loopback, FreePort.Next());
        string current = Path.Combine(FolderOf(first), "current");
        Directory.CreateSymbolicLink(current, FolderOf(first));
        string beside = current + ".new";
        Directory.CreateSymbolicLink(beside, FolderOf(second));

        Task arrived = settings.WriteLater(new Uri($"http://{main}")).ArriveAsync(before: () => Rename(beside, current));
        await using DemoProcess demo = await DemoProcess.StartAsync(
            ServerBinary.Native(Path.Combine(current, "app")), settings.Options(main, output.WriteLine));
        await arrived;
        Assert.Equal(first.App, Executable(demo.First));

        Generation successor = await demo.RestartAsync();
        await demo.AnsweredByAsync(successor);
        Assert.Equal(second.App, Executable(successor));
        Assert.Equal(0, (await demo.ExitOfAsync(demo.First)).Code);
    }

    private static string FolderOf(Deployment deployment) => Path.GetDirectoryName(deployment.App)!;

    private static string? Executable(Generation generation) => new FileInfo($"/proc/{generation.Pid}/exe").LinkTarget;

    /// <summary>mv -T: File.Move would follow the existing link.</summary>
    private static void Rename(string from, string to)
    {
        using var move = System.Diagnostics.Process.Start("mv", ["-T", from, to]);
        move.WaitForExit();
        Assert.Equal(0, move.ExitCode);
    }

    [GeneratedRegex("The successor could not be started: .*")]
    private static partial Regex NotStarted();
}
