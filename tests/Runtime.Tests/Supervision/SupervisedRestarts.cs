using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Instruments.Load;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Runtime.Tests.UnderLoad;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.Supervision;

/// <summary>A master and its workers, as processes under load.</summary>
[SupportedOSPlatform("linux")]
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed partial class SupervisedRestarts(NativeDemo native, ITestOutputHelper output)
{
    // bench/README.md has the figures: 7 MB here, and 10 MB for a master that releases nothing.
    private const int MostKilobytes = 9 * 1024;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Restarts_under_load_fail_no_request_and_the_master_stays(bool newConnectionPerRequest)
    {
        int restarts = TestShare.Of(20);
        await using DemoProcess demo = await StartAsync(native.Binary);
        await using LoadClient load = await LoadClient.StartAsync(new()
        {
            Server = demo.EndPoint,
            Connections = 32,
            NewConnectionPerRequest = newConnectionPerRequest,
        });

        await RestartSeries.RunAsync(demo, restarts, load);
        LoadReport report = await load.StopAsync();
        output.WriteLine(report.ToString());

        RestartSeries.AssertNothingFailed(report);
        RestartSeries.AssertOneProcessIsLeft(demo, restarts);
        Assert.True(demo.Master.IsAlive);

        // Released when the last restart is over.
        await Until.TrueAsync(
            () => ProcFs.ProportionalSetKilobytes(demo.Master.Pid) < MostKilobytes, $"the master to have less than {MostKilobytes} KB");
        output.WriteLine($"PSS of the master: {ProcFs.ProportionalSetKilobytes(demo.Master.Pid)} KB");
        await StopAsync(demo);
    }

    [Fact]
    public async Task Keep_alive_connections_stay_open_through_supervised_restarts()
    {
        await using DemoProcess demo = await StartAsync(native.Binary);
        await using LoadClient load = await LoadClient.StartAsync(
            new() { Server = demo.EndPoint, Connections = 32, Think = ThinkTime.Milliseconds(0, 20) });

        await RestartSeries.RunAsync(demo, TestShare.Of(10), load);

        RestartSeries.AssertNoConnectionWasLost(await load.StopAsync(), 32);
    }

    [Fact]
    public async Task Under_dotnet_the_master_keeps_its_process_id_too()
    {
        await using DemoProcess demo = await StartAsync(JitDemo.Binary);
        await using LoadClient load = await LoadClient.StartAsync(new() { Server = demo.EndPoint, Connections = 16 });

        await RestartSeries.RunAsync(demo, 2, load);
        RestartSeries.AssertNothingFailed(await load.StopAsync());

        Assert.True(demo.Master.IsAlive);
        await StopAsync(demo);
    }

    [Fact]
    public async Task A_killed_master_takes_its_workers_along_after_their_requests()
    {
        await using DemoProcess demo = await StartAsync(native.Binary);
        Task<Instruments.Raw.RawResponse> slow = Instruments.Raw.RawConnection.GetAsync(demo.EndPoint, "/process/slow?ms=1000");
        await demo.LoggedAsync(ServingLine());

        demo.Master.Kill();

        Assert.Equal(200, (await slow).Status);
        await demo.ExitOfAsync(demo.First);
        Assert.Equal(1, demo.Log.Count("The master has ended"));
    }

    /// <summary>With one line, and not with a stack trace.</summary>
    [Theory]
    [InlineData("GRACEFUL_INHERITED", "x=999", "GRACEFUL_INHERITED")]
    [InlineData("Graceful__Supervised", "1", "Graceful:Supervised = '1'")]
    [InlineData("Graceful__ProbationTime", "soon", "Graceful:ProbationTime = 'soon'")]
    public async Task A_configuration_that_is_wrong_at_the_first_start_ends_the_service_with_78(string name, string value, string reason)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(native.Binary.Program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["Graceful__Supervised"] = "true",
                ["GRACEFUL_VERSION"] = "1",
                ["GRACEFUL_GENERATION"] = "1",
                [name] = value,
            },
        })!;

        Task<string> text = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Until.Limit);

        Assert.Equal(78, process.ExitCode);
        Assert.StartsWith(reason, await text, StringComparison.Ordinal);
        Assert.Equal(1, (await text).Count(character => character == '\n'));
    }

    [Fact]
    public async Task A_restart_by_signal_of_an_unsupervised_process_does_not_begin_to_supervise()
    {
        using var deployment = new Deployment(native.Binary);
        await using DemoProcess demo = await DemoProcess.StartAsync(deployment.Binary, new() { Print = output.WriteLine });
        deployment.DeployScript($"export Graceful__Supervised=true\nexec '{deployment.GoodProgram}' \"$@\"");

        Generation successor = await demo.RestartAsync();

        await demo.AnsweredByAsync(successor);
        await demo.LoggedTimesAsync(
            1, $"Graceful:Supervised is true, but an unsupervised process has started {successor.Pid}, which stays unsupervised");
        await demo.ExitsWellAsync(demo.First);
        Assert.Equal([successor], demo.Living);
    }

    /// <summary>The event of SIGHUP, signal 1, would need descriptor 1, which is standard output.</summary>
    [Fact]
    public async Task A_master_whose_restart_signal_has_no_event_replaces_its_program()
    {
        await using DemoProcess demo = await DemoProcess.StartAsync(native.Binary, new()
        {
            Supervised = true,
            Print = output.WriteLine,
            Environment = new Dictionary<string, string?>
            {
                ["Graceful__RestartSignals"] = "SIGHUP",
                ["Graceful__ProbationTime"] = "00:00:00",
            },
        });
        Generation master = demo.Master;
        Generation old = demo.First;
        for (int restart = 1; restart <= 2; restart++)
        {
            master.Signal(LibC.SIGHUP);
            Generation successor = await demo.NextGenerationAsync(after: restart);
            await demo.AnsweredByAsync(successor);
            await demo.ExitsWellAsync(old);
            await demo.LoggedTimesAsync(restart, $"The master {master.Pid} has replaced its program");
            old = successor;
        }

        await StopAsync(demo);
    }

    private Task<DemoProcess> StartAsync(ServerBinary binary) =>
        DemoProcess.StartAsync(binary, new() { Supervised = true, Print = output.WriteLine });

    /// <summary>A stop signal to the master ends everything with 0.</summary>
    private static async Task StopAsync(DemoProcess demo)
    {
        Generation master = demo.Master;
        Generation worker = demo.Newest;
        master.Signal(LibC.SIGTERM);
        Assert.Equal(0, (await demo.ExitOfAsync(master)).Code);
        await demo.ExitOfAsync(worker);
        RestartSeries.AssertNoProcessIsLeft(demo);
        Assert.Equal(0, demo.Log.Count("before UseGraceful()"));
    }

    [GeneratedRegex("Serving as process")]
    private static partial Regex ServingLine();
}
