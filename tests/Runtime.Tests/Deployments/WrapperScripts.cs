using System.Globalization;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Instruments.Load;
using Instruments.Posix;
using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Runtime.Tests.Systemd;
using Runtime.Tests.UnderLoad;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.Deployments;

/// <summary>
/// The new version is a script that starts the server without <c>exec</c>: the started process is a shell, and the server is its child.
/// Whatever happens to the shell, there is one server.
/// </summary>
[SupportedOSPlatform("linux")]
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class WrapperScripts(NativeDemo native, ITestOutputHelper output)
{
    private const string HeldBeforeItIsKnown = "sh -c 'kill -STOP $$; exec \"$0\" \"$@\"' '{0}' \"$@\"\nexit $?";

    [Theory]
    [InlineData("'{0}' \"$@\"\nexit $?", true)]
    [InlineData("'{0}' \"$@\" &\nexit 0", false)]
    public async Task A_wrapper_that_ends_after_READY_ends_no_other_process(string script, bool isKilled)
    {
        using var systemd = new NotifyReceiver();
        using var deployment = new Deployment(native.Binary);
        await using DemoProcess demo = await StartAsync(deployment, ("NOTIFY_SOCKET", systemd.Name));
        await systemd.NextAsync(demo.First.Pid, "READY STATUS");
        await using LoadClient load = await LoadClient.StartAsync(new() { Server = demo.EndPoint, Connections = 8 });
        using RawConnection slow = await RawConnection.ConnectAsync(demo.EndPoint);
        await slow.SendAsync("GET /process/slow?ms=600000 HTTP/1.1\r\nHost: graceful.test\r\n\r\n");
        await slow.ExpectNoAnswerAsync();

        deployment.DeployScript(script.Replace("{0}", deployment.GoodProgram, StringComparison.Ordinal));
        demo.First.Signal(LibC.SIGUSR2);
        LogMatch started = await demo.LoggedAsync(new Regex("Successor (?<pid>[0-9]+) has been started"));
        LogMatch ready = await demo.LoggedAsync(new Regex("Successor (?<pid>[0-9]+) is ready"));
        Generation server = GenerationOf(demo, ready);
        Assert.NotEqual(started.Match.Groups["pid"].Value, ready.Match.Groups["pid"].Value);
        await systemd.NextAsync(demo.First.Pid, "RELOADING MONOTONIC_USEC EXTEND_TIMEOUT_USEC STATUS");
        Assert.Equal($"{server.Pid}", (await systemd.NextAsync(demo.First.Pid, "MAINPID READY STATUS"))["MAINPID"]);
        if (isKilled)
        {
            Generation wrapper = GenerationOf(demo, started);
            wrapper.Kill();
            await demo.ExitOfAsync(wrapper);
        }

        await load.AnsweredByAsync(server.Pid);

        // The old process would have noticed that end by now: it has handed over connections since.
        await load.AllAnsweredAsync();
        Assert.True(demo.First.IsAlive);
        Assert.Equal(0, demo.Log.Count("accepting again"));
        slow.Dispose();
        Assert.Equal(0, (await demo.ExitOfAsync(demo.First)).Code);
        await Until.TrueAsync(() => demo.Living.All(generation => generation == server), "everybody but the server to be gone");
        deployment.DeployGood();
        Generation third = await demo.RestartAsync(server);
        await load.AnsweredByAsync(third.Pid);
        RestartSeries.AssertNoConnectionWasLost(await load.StopAsync(), 8);
    }

    [Fact]
    public async Task A_server_whose_wrapper_was_killed_before_it_spoke_takes_over_all_the_same()
    {
        using var deployment = new Deployment(native.Binary);
        await using DemoProcess demo = await StartAsync(deployment);
        Generation server = await StartHeldAsync(demo, deployment);
        server.Signal(LibC.SIGCONT);
        await demo.LoggedAsync(new Regex($"Successor {server.Pid} is ready"));
        Assert.Equal(0, (await demo.ExitOfAsync(demo.First)).Code);
        await demo.AnsweredByAsync(server);
        Assert.Equal([server], demo.Living);
    }

    [Fact]
    public async Task A_successor_that_is_too_late_does_not_serve_beside_the_old_process()
    {
        using var deployment = new Deployment(native.Binary);
        await using DemoProcess demo = await StartAsync(deployment, ("Graceful__StartTimeout", "00:00:01"));
        await using LoadClient load = await LoadClient.StartAsync(new() { Server = demo.EndPoint, Connections = 8 });
        Generation server = await StartHeldAsync(demo, deployment);

        // By the test, or by the old process after StartTimeout.
        await demo.LoggedAsync(new Regex(
            $"Successor [0-9]+ exited with (137 \\(SIGKILL\\)|143 \\(SIGTERM\\)) before it was ready; still serving as {demo.First.Pid}"));
        int from = demo.Log.Lines.Count;
        server.Signal(LibC.SIGCONT);
        await demo.LoggedAsync(new Regex("The process that started this one no longer waits for it and goes on serving. Refusing to start"),
            from);
        await demo.ExitOfAsync(server);
        Assert.Equal([demo.First], demo.Living);
        await load.AllAnsweredAsync();
        RestartSeries.AssertNoConnectionWasLost(await load.StopAsync(), 8);
    }

    [Fact]
    public async Task A_server_that_dies_under_its_wrapper_is_missed_though_the_wrapper_lives()
    {
        using var deployment = new Deployment(native.Binary);
        await using DemoProcess demo = await StartAsync(deployment);
        using RawConnection slow = await RawConnection.ConnectAsync(demo.EndPoint);
        await slow.SendAsync("GET /process/slow?ms=600000 HTTP/1.1\r\nHost: graceful.test\r\n\r\n");
        await slow.ExpectNoAnswerAsync();
        deployment.DeployScript($"'{deployment.GoodProgram}' \"$@\"\nexec sleep 1000");
        demo.First.Signal(LibC.SIGUSR2);
        Generation server = GenerationOf(demo, await demo.LoggedAsync(new Regex("Successor (?<pid>[0-9]+) is ready")));
        await demo.AnsweredByAsync(server);
        server.Kill();
        await demo.LoggedAsync(new Regex($"Successor {server.Pid} exited with an unknown status .*; accepting again as {demo.First.Pid}"));
        await demo.AnsweredByAsync(demo.First);
        await Until.TrueAsync(() => demo.Living.All(generation => generation == demo.First), "the end of the wrapper");
    }

    /// <summary>The wrapper is killed while its child is not yet the server.</summary>
    private static async Task<Generation> StartHeldAsync(DemoProcess demo, Deployment deployment)
    {
        deployment.DeployScript(HeldBeforeItIsKnown.Replace("{0}", deployment.GoodProgram, StringComparison.Ordinal));
        demo.First.Signal(LibC.SIGUSR2);
        LogMatch started = await demo.LoggedAsync(new Regex("Successor (?<pid>[0-9]+) has been started"));
        Generation wrapper = GenerationOf(demo, started);
        await Until.TrueAsync(() => demo.Living.Any(generation => generation != wrapper && ProcFs.IsStopped(generation.Pid)),
            "the wrapper's child to stop itself");
        Generation child = demo.Living.Single(generation => generation != wrapper && ProcFs.IsStopped(generation.Pid));
        wrapper.Kill();
        await demo.ExitOfAsync(wrapper);
        return child;
    }

    private static Generation GenerationOf(DemoProcess demo, LogMatch line)
    {
        int pid = int.Parse(line.Match.Groups["pid"].ValueSpan, CultureInfo.InvariantCulture);
        return demo.Generations.Single(generation => generation.Pid == pid);
    }

    private async Task<DemoProcess> StartAsync(Deployment deployment, params (string Name, string Value)[] variables)
    {
        var environment = new Dictionary<string, string?> { ["Graceful__DrainTimeout"] = "00:01:00" };
        foreach ((string name, string value) in variables)
        {
            environment[name] = value;
        }

        return await DemoProcess.StartAsync(deployment.Binary, new() { Print = output.WriteLine, Environment = environment });
    }
}
