using System.Runtime.Versioning;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.Deployments;

/// <summary>A server whose starter ignores signals, which execve(2) keeps: nohup, a background job of a script, <c>trap ''</c>.</summary>
[SupportedOSPlatform("linux")]
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class SignalsIgnoredAtTheStart(NativeDemo native, ITestOutputHelper output)
{
    private const string Line = "SIGINT, SIGQUIT were ignored when process";

    /// <summary>The runtime would leave them ignored.</summary>
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Restart_signals_and_SIGTERM_are_handled_all_the_same(bool isJit, bool isSupervised)
    {
        await using DemoProcess demo = await StartAsync(isJit, isSupervised, "SIGHUP,SIGUSR2");
        Generation first = demo.First;
        int known = demo.Generations.Count;
        foreach (int signal in new[] { LibC.SIGUSR2, LibC.SIGHUP })
        {
            demo.MainProcess.Signal(signal);
            await demo.AnsweredByAsync(await demo.NextGenerationAsync(known++));
            await demo.LastOneAsync();
        }

        Generation main = demo.MainProcess;
        main.Signal(LibC.SIGTERM);
        Assert.Equal(0, (await demo.ExitOfAsync(main)).Code);
        await demo.ExitsWellAsync(first);
        Assert.True(demo.Log.Count("SIGTERM received, stopping") > 0, demo.Log.ToString());
    }

    /// <summary>Ctrl+C in the terminal of a script does not end its background jobs. One line reports that.</summary>
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Stop_signals_of_a_terminal_stay_ignored(bool isJit, bool isSupervised)
    {
        await using DemoProcess demo = await StartAsync(isJit, isSupervised, "SIGUSR2");
        Generation main = demo.MainProcess;

        main.Signal(LibC.SIGINT);
        main.Signal(LibC.SIGQUIT);
        Generation next = await demo.RestartAsync();
        await demo.AnsweredByAsync(next);
        await demo.LastOneAsync();

        await demo.LoggedTimesAsync(1, Line);
        await demo.LoggedTimesAsync(1, "stay ignored: send SIGTERM to stop it");
        Assert.Equal(0, demo.Log.Count("SIGINT received"));
        Assert.Equal(0, demo.Log.Count("SIGQUIT received"));
        main = demo.MainProcess;
        main.Signal(LibC.SIGTERM);
        Assert.Equal(0, (await demo.ExitOfAsync(main)).Code);
    }

    private Task<DemoProcess> StartAsync(bool isJit, bool isSupervised, string restartSignals)
    {
        ServerBinary server = isJit ? JitDemo.Binary : native.Binary;
        string[] command = ["-c", "trap '' HUP INT QUIT TERM USR2; exec \"$0\" \"$@\"", server.Program, .. server.LeadingArguments];
        return DemoProcess.StartAsync(new ServerBinary("bash", command), new()
        {
            Supervised = isSupervised,
            Print = output.WriteLine,
            Environment = new Dictionary<string, string?>
            {
                ["Graceful__ProbationTime"] = "00:00:00",
                ["Graceful__RestartSignals"] = restartSignals,
            },
        });
    }
}
