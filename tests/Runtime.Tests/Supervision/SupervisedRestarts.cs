using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Runtime.Tests.Processes;
using Runtime.Tests.Processes.Load;
using Runtime.Tests.Processes.Servers;
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
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Restarts_under_load_fail_no_request_and_the_master_stays(bool newConnectionPerRequest)
    {
        const int Restarts = 20;
        await using DemoProcess demo = await StartAsync(native.Binary);
        await using LoadClient load = await LoadClient.StartAsync(new()
        {
            Server = demo.EndPoint,
            Connections = 32,
            NewConnectionPerRequest = newConnectionPerRequest,
        });

        await RestartSeries.RunAsync(demo, Restarts, load);
        LoadReport report = await load.StopAsync();
        output.WriteLine(report.ToString());

        RestartSeries.AssertNothingFailed(report);
        RestartSeries.AssertOneProcessIsLeft(demo, Restarts);
        Assert.True(demo.Master.IsAlive);
        await StopAsync(demo);
    }

    [Fact]
    public async Task Keep_alive_connections_stay_open_through_supervised_restarts()
    {
        await using DemoProcess demo = await StartAsync(native.Binary);
        await using LoadClient load = await LoadClient.StartAsync(
            new() { Server = demo.EndPoint, Connections = 32, Think = ThinkTime.Milliseconds(0, 20) });

        await RestartSeries.RunAsync(demo, 10, load);

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
    public async Task A_killed_worker_is_started_again_and_no_connection_is_refused()
    {
        await using DemoProcess demo = await StartAsync(native.Binary);
        await using LoadClient load = await LoadClient.StartAsync(
            new() { Server = demo.EndPoint, Connections = 16, NewConnectionPerRequest = true });

        for (int kill = 1; kill <= 3; kill++)
        {
            demo.Newest.Kill();
            Generation next = await demo.NextGenerationAsync(after: kill);
            await load.AnsweredByAsync(next.Pid);
        }

        LoadReport report = await load.StopAsync();
        output.WriteLine(report.ToString());
        Assert.Equal(0, report.Refused);
        Assert.True(demo.Master.IsAlive);
    }

    [Fact]
    public async Task A_killed_master_takes_its_workers_along_after_their_requests()
    {
        await using DemoProcess demo = await StartAsync(native.Binary);
        Task<Processes.Raw.RawResponse> slow = Processes.Raw.RawConnection.GetAsync(demo.EndPoint, "/process/slow?ms=1000");
        await demo.LoggedAsync(ServingLine());

        demo.Master.Kill();

        Assert.Equal(200, (await slow).Status);
        await demo.ExitOfAsync(demo.First);
        Assert.Equal(1, demo.Log.Count("The master has ended"));
    }

    [Fact]
    public async Task A_version_that_dies_on_probation_is_replaced_by_the_one_before_although_its_file_is_gone()
    {
        using var deployment = new Deployment(native.Binary);
        await using DemoProcess demo = await StartAsync(deployment.Binary);
        await using LoadClient load = await LoadClient.StartAsync(
            new() { Server = demo.EndPoint, Connections = 8, NewConnectionPerRequest = true });
        deployment.DeployGood();
        Generation old = demo.Newest;
        Generation bad = await demo.RestartAsync();
        await load.AnsweredByAsync(bad.Pid);
        await demo.ExitOfAsync(old);
        deployment.Remove();

        bad.Kill();

        Generation restored = await demo.NextGenerationAsync(after: 2);
        await load.AnsweredByAsync(restored.Pid);
        await demo.LoggedAsync(PreviousServesLine());
        LoadReport report = await load.StopAsync();
        Assert.Equal(0, report.Refused);

        // The next version is found under the program's own name again.
        deployment.DeployGood();
        Generation repaired = await demo.RestartAsync();
        await demo.AnsweredByAsync(repaired);
        await demo.ExitOfAsync(restored);
        await StopAsync(demo);
    }

    [Fact]
    public async Task A_version_that_hangs_on_probation_is_killed_and_replaced()
    {
        using var deployment = new Deployment(native.Binary);
        await using DemoProcess demo = await StartAsync(deployment.Binary);
        deployment.DeployGood();
        Generation old = demo.Newest;
        Generation bad = await demo.RestartAsync();
        await demo.AnsweredByAsync(bad);
        await demo.ExitOfAsync(old);

        await bad.FreezeAsync();

        Generation restored = await demo.NextGenerationAsync(after: 2);
        await demo.AnsweredByAsync(restored);
        await demo.ExitOfAsync(bad);
        await demo.LoggedAsync(PreviousServesLine());
    }

    [Fact]
    public async Task A_configuration_that_is_wrong_at_the_first_start_ends_the_service_with_78()
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(native.Binary.Program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["Graceful__Supervised"] = "true",
                ["GRACEFUL_INHERITED"] = "x=999",
                ["GRACEFUL_VERSION"] = "1",
                ["GRACEFUL_GENERATION"] = "1",
            },
        })!;

        Task<string> text = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(DemoProcess.Limit);

        Assert.Equal(78, process.ExitCode);
        Assert.Contains("GRACEFUL_INHERITED", await text, StringComparison.Ordinal);
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
    }

    [GeneratedRegex("Serving as process")]
    private static partial Regex ServingLine();

    [GeneratedRegex("The previous version serves again")]
    private static partial Regex PreviousServesLine();
}
