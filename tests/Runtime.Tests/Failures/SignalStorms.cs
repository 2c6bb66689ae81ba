using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Graceful;
using Instruments.Posix;
using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Runtime.Tests.Sockets;
using Runtime.Tests.UnderLoad;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.Failures;

/// <summary>More signals than an operator should send: each is in the log, and one process is left.</summary>
[SupportedOSPlatform("linux")]
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class SignalStorms(NativeDemo native, ITestOutputHelper output)
{
    private const int Signals = 100;

    /// <summary>A request keeps the process alive, so that it receives all signals.</summary>
    [Fact]
    public async Task A_hundred_restart_signals_to_one_process_are_one_restart_and_one_more()
    {
        await using DemoProcess demo = await DemoProcess.StartAsync(native.Binary, new()
        {
            Print = output.WriteLine,
            Environment = new Dictionary<string, string?> { ["Graceful__DrainTimeout"] = "00:10:00" },
        });
        await using Crowd crowd = await Crowd.StartAsync(demo);
        using HeldRequest held = await HeldRequest.BeginAsync(demo);
        for (int i = 0; i < Signals; i++)
        {
            int lines = SignalLines(demo);
            demo.First.Signal(LibC.SIGUSR2);

            // The kernel merges two pending signals into one (signal(7)). The next one is therefore sent after this one was handled.
            await Until.TrueAsync(() => SignalLines(demo) > lines, $"a line about signal {i + 1}");
            Assert.InRange(Holders(demo), 0, 2);
        }

        Assert.Equal(demo.First.Pid, (await held.AnswerAsync()).Pid);
        Assert.Equal(0, (await demo.ExitOfAsync(demo.First)).Code);
        Generation third = await demo.NextGenerationAsync(after: 2);
        await crowd.AnsweredByAsync(third);
        Assert.Equal(0, (await demo.ExitOfAsync(demo.Generations[1])).Code);

        await crowd.AssertNoClientFailedAsync(output.WriteLine);
        Assert.Equal(Signals, SignalLines(demo));
        RestartSeries.AssertOneProcessIsLeft(demo, restarts: 2);
    }

    /// <summary>As fast as kill(2) can send: the kernel merges them, and the remaining ones are handled.</summary>
    [Fact]
    public async Task A_hundred_restart_signals_at_once_leave_one_process()
    {
        await using DemoProcess demo = await DemoProcess.StartAsync(native.Binary, new() { Print = output.WriteLine });
        await using Crowd crowd = await Crowd.StartAsync(demo);
        int sent = Enumerable.Range(0, Signals).Count(_ => demo.First.TrySignal(LibC.SIGUSR2));

        Assert.Equal(0, (await demo.ExitOfAsync(demo.First)).Code);
        await Until.TrueAsync(() => demo.Living.Count == 1 && ServingPids(demo).Count == Restarts(demo) + 1, "the last restart to end");

        // A pending restart may begin at this moment. All clients are answered, by either process.
        await crowd.AllAnsweredAsync();
        output.WriteLine($"{Restarts(demo)} restarts of {sent} signals");
        await crowd.AssertNoClientFailedAsync(output.WriteLine);
        Assert.InRange(Restarts(demo), 1, 2);
    }

    /// <summary>
    /// As an operator does, who reads the pid each time. A process that is about to end may do so without a log line.
    /// </summary>
    [Fact]
    public async Task A_hundred_restart_signals_to_the_serving_process_leave_one_process()
    {
        await using DemoProcess demo = await DemoProcess.StartAsync(native.Binary, new() { Print = output.WriteLine });
        await using Crowd crowd = await Crowd.StartAsync(demo);
        int tooLate = 0;
        for (int sent = 0; sent < Signals; )
        {
            int lines = SignalLines(demo);
            Generation target = await ServingAsync(demo);
            if (!target.TrySignal(LibC.SIGUSR2))
            {
                continue;
            }

            sent++;
            await Until.TrueAsync(() => SignalLines(demo) > lines || !target.IsAlive, $"a line about signal {sent} to {target}");
            tooLate += SignalLines(demo) > lines ? 0 : 1;
            Assert.InRange(Holders(demo), 0, 2);
        }

        await Until.TrueAsync(() => demo.Living.Count == 1 && ServingPids(demo).Count == Restarts(demo) + 1, "the last restart to end");
        await crowd.AllAnsweredAsync();
        output.WriteLine($"{Restarts(demo)} restarts of {Signals} signals, {tooLate} of which met a process at its end");
        await crowd.AssertNoClientFailedAsync(output.WriteLine);
        Assert.InRange(SignalLines(demo), Signals - tooLate, Signals);
        foreach (Generation earlier in demo.Generations.SkipLast(1))
        {
            Assert.Equal(0, (await demo.ExitOfAsync(earlier)).Code);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SIGTERM_during_a_restart_stops_the_successor_and_drains(bool supervised)
    {
        using var deployment = new Deployment(native.Binary);
        await using DemoProcess demo = await DemoProcess.StartAsync(deployment.Binary, new()
        {
            Print = output.WriteLine,
            Supervised = supervised,
            Environment = new Dictionary<string, string?> { ["Graceful__DrainTimeout"] = "00:10:00" },
        });
        Generation operated = demo.OperatedBy(demo.First);
        using HeldRequest held = await HeldRequest.BeginAsync(demo);
        deployment.DeployScript("exec sleep 1000");
        Generation successor = await demo.RestartAsync();
        operated.Signal(LibC.SIGTERM);

        LogMatch line = await demo.LoggedAsync(FailureLines.SuccessorIsStopped);
        Assert.Equal($"{successor.Pid}", line.Match.Groups["pid"].Value);
        await demo.ExitOfAsync(successor);
        Assert.Equal(demo.First.Pid, (await held.AnswerAsync()).Pid);
        Assert.Equal(0, (await demo.ExitOfAsync(operated)).Code);
        await demo.ExitOfAsync(demo.First);
        RestartSeries.AssertNoProcessIsLeft(demo);
    }

    [Theory]
    [InlineData(Signal.SIGTERM, Signal.SIGTERM, 143, false)]
    [InlineData(Signal.SIGINT, Signal.SIGINT, 130, false)]
    [InlineData(Signal.SIGTERM, Signal.SIGINT, 130, false)]
    [InlineData(Signal.SIGTERM, Signal.SIGTERM, 143, true)]
    [InlineData(Signal.SIGTERM, Signal.SIGINT, 130, true)]
    public async Task A_second_stop_signal_ends_the_drain_at_once(Signal first, Signal second, int exitCode, bool supervised)
    {
        await using DemoProcess demo = await DemoProcess.StartAsync(native.Binary, new()
        {
            Print = output.WriteLine,
            Supervised = supervised,
            Environment = new Dictionary<string, string?> { ["Graceful__DrainTimeout"] = "01:00:00" },
        });
        using HeldRequest held = await HeldRequest.BeginAsync(demo);
        Generation operated = demo.OperatedBy(demo.First);
        operated.Signal((int)first);
        await demo.LoggedAsync(LogLines.StoppedAccepting);

        operated.Signal((int)second);

        // A worker takes signals within a second for one. It logs each, and the next one is sent then.
        int sent = 1;
        await Until.TrueAsync(
            () =>
            {
                if (demo.Log.Count("received again within") == sent)
                {
                    sent++;
                    operated.Signal((int)second);
                }

                return demo.Log.Count("for the second time") == 1;
            },
            "the second stop signal to count");
        Assert.Equal(exitCode, (await demo.ExitOfAsync(operated)).Code);
        LogMatch line = await demo.LoggedAsync(FailureLines.SecondStopSignal);
        Assert.Equal(exitCode, int.Parse(line.Match.Groups["code"].Value, CultureInfo.InvariantCulture));
        await held.ExpectBrokenAsync();
    }

    /// <summary>pm2 signals a process tree, and systemd with KillMode=control-group all processes of the service.</summary>
    [Fact]
    public async Task A_stop_signal_to_the_master_and_its_worker_ends_no_request()
    {
        await using DemoProcess demo = await DemoProcess.StartAsync(native.Binary, new() { Print = output.WriteLine, Supervised = true });
        using HeldRequest held = await HeldRequest.BeginAsync(demo);
        Generation master = demo.OperatedBy(demo.First);
        demo.First.Signal(LibC.SIGTERM);
        await demo.LoggedAsync(LogLines.StoppedAccepting);
        master.Signal(LibC.SIGTERM);

        Assert.Equal(demo.First.Pid, (await held.AnswerAsync()).Pid);
        Assert.Equal(0, (await demo.ExitOfAsync(master)).Code);
        Assert.Equal(0, demo.Log.Count("for the second time"));
        RestartSeries.AssertNoProcessIsLeft(demo);
    }

    /// <summary>It exits at once without the agreement about the last process: its leftovers do no harm.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_second_stop_signal_the_service_starts_again_at_the_same_places(bool oldOneFirst)
    {
        using var settings = new EndpointSettings();
        string pidFile = Path.Combine(settings.Folder, "app.pid");
        var main = new IPEndPoint(IPAddress.Loopback, FreePort.Next());
        DemoOptions options = settings.Options(main, output.WriteLine, ("Graceful__DrainTimeout", "01:00:00"),
            ("Graceful__PidFile", pidFile))
            with { FurtherUrl = settings.UnixUrl };
        await using (DemoProcess demo = await DemoProcess.StartAsync(native.Binary, options))
        {
            using HeldRequest there = await HeldRequest.BeginAsync(demo);
            Generation successor = await demo.RestartAsync();
            await demo.AnsweredByAsync(successor);
            using HeldRequest here = await HeldRequest.BeginAsync(demo);
            foreach (Generation generation in oldOneFirst ? (Generation[])[demo.First, successor] : [successor, demo.First])
            {
                generation.Signal(LibC.SIGTERM);
                generation.Signal(LibC.SIGINT);
                await demo.ExitOfAsync(generation);
            }

            RestartSeries.AssertNoProcessIsLeft(demo);
        }

        await using DemoProcess next = await DemoProcess.StartAsync(native.Binary, options);
        await next.LoggedAsync(FailureLines.Serving);
        Assert.Equal(next.First.Pid, (await RawConnection.GetAsync(new UnixDomainSocketEndPoint(settings.SocketPath), "/process/id")).Pid);
        Assert.Equal($"{next.First.Pid}\n", await File.ReadAllTextAsync(pidFile));
    }

    /// <summary>
    /// The processes with open descriptors: two at most, and fewer when one ends between the two reads. The successor learns of the end of
    /// its predecessor when the kernel closes the channel, a moment before that process disappears.
    /// </summary>
    private static int Holders(DemoProcess demo) => demo.Living.Count(generation => ProcFs.Descriptors(generation.Pid).Any());

    private static int SignalLines(DemoProcess demo)
        => demo.Log.Lines.Count(line => FailureLines.RestartSignal.Match(line.Text) is { Success: true } match &&
                match.Groups["signal"].Value == "SIGUSR2");

    private static int Restarts(DemoProcess demo) => demo.Log.Lines.Count(line => LogLines.RestartingGracefully.IsMatch(line.Text));

    private static HashSet<int> ServingPids(DemoProcess demo)
        => [.. demo.Log.Lines
            .Select(line => FailureLines.Serving.Match(line.Text))
            .Where(match => match.Success)
            .Select(match => int.Parse(match.Groups["pid"].Value, CultureInfo.InvariantCulture))];

    /// <summary>The newest process that has reported readiness: before that, it may have no signal handler.</summary>
    private static async Task<Generation> ServingAsync(DemoProcess demo)
    {
        Generation? serving = null;
        await Until.TrueAsync(
            () =>
            {
                HashSet<int> pids = ServingPids(demo);
                serving = demo.Living.LastOrDefault(generation => pids.Contains(generation.Pid));
                return serving is not null;
            },
            "a process that serves");
        return serving!;
    }
}
