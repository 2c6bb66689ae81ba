using System.Globalization;
using System.Net;
using Instruments.Load;
using Instruments.Raw;
using Instruments.Servers;
using RepositoryTests.Documents;
using Runtime.Tests.Failures;
using Runtime.Tests.Processes;
using Runtime.Tests.UnderLoad;
using Xunit.Abstractions;

namespace Runtime.Tests.Systemd;

/// <summary>
/// The other tests replace systemd. This one runs systemd itself. The result depends on its version: Debian 12 has 252.
/// </summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class UnderSystemdItself(NativeDemo native, ITestOutputHelper output)
{
    private const int Connections = 8;

    private readonly IPEndPoint _endPoint = new(IPAddress.Loopback, FreePort.Next());

    [NeedsSystemd]
    public async Task Reloads_deaths_and_a_stop()
    {
        await using SystemdInstance systemd = await SystemdInstance.StartAsync(
            $"""
            Type=notify
            NotifyAccess=all
            ExecStart={native.Binary.Program} --urls http://{_endPoint}
            ExecReload=kill -USR2 $MAINPID
            Environment=Graceful__DrainTimeout=00:01:00
            WatchdogSec=30
            Restart=on-failure
            RestartSec=0
            KillMode=mixed
            """,
            output.WriteLine);
        int main = await PidAsync();
        await ServesAsync(systemd, main, generation: 0);

        // Two reloads under load: each new process is the main one for systemd, and no client notices.
        await using (LoadClient load = await LoadClient.StartAsync(new() { Server = _endPoint, Connections = Connections }))
        {
            for (int generation = 1; generation <= 2; generation++)
            {
                main = await ReloadAsync(systemd, main, generation);
                await load.AnsweredByAsync(main);
            }

            RestartSeries.AssertNoConnectionWasLost(await load.StopAsync(), Connections);
        }

        // The new process dies while the old one drains. The old one is the main process again.
        using HeldRequest held = await HeldRequest.BeginAsync(_endPoint);
        int successor = await ReloadAsync(systemd, main, generation: 3);
        await systemd.KillAsync(successor);
        var back = await systemd.ShowsAsync(service => service["MainPID"] == Text(main));
        Assert.Equal("active", back["ActiveState"]);
        Assert.StartsWith($"Restart failed: successor {successor} exited with 137 (SIGKILL)", back["StatusText"], StringComparison.Ordinal);
        Assert.Equal(main, (await held.AnswerAsync()).Pid);
        Assert.Equal(main, await PidAsync());

        // No process is left when that one dies: systemd starts the service again.
        await systemd.KillAsync(main);
        var again = await systemd.ShowsAsync(service => service["NRestarts"] == "1" && service["ActiveState"] == "active");
        int last = int.Parse(again["MainPID"], CultureInfo.InvariantCulture);
        Assert.NotEqual(main, last);
        Assert.Equal(last, await PidAsync());

        await systemd.SystemctlAsync("stop");
        await systemd.ShowsAsync(service => service["ActiveState"] == "inactive" && service["Result"] == "success");
    }

    /// <summary>The unit of docs/supervisors.md.</summary>
    [NeedsSystemd]
    public async Task With_a_master_the_main_process_never_changes()
    {
        string section = MarkdownBlock.Of("docs/supervisors.md").Single(block => block.Heading == "systemd").Text
            .Replace("[Service]", "", StringComparison.Ordinal)
            .Replace("WorkingDirectory=/opt/app\n", "", StringComparison.Ordinal)
            .Replace("--contentRoot /opt/app/current ", "", StringComparison.Ordinal)
            .Replace("/opt/app/current/app", native.Binary.Program, StringComparison.Ordinal)
            .Replace("127.0.0.1:8080", _endPoint.ToString(), StringComparison.Ordinal);
        await using SystemdInstance systemd = await SystemdInstance.StartAsync(section, output.WriteLine);
        int worker = await PidAsync();
        var first = await systemd.ShowsAsync(service => service["StatusText"].EndsWith("generation 0, serves", StringComparison.Ordinal));
        string main = first["MainPID"];
        Assert.NotEqual(Text(worker), main);
        await using LoadClient load = await LoadClient.StartAsync(new() { Server = _endPoint, Connections = Connections });
        for (int generation = 1; generation <= 2; generation++)
        {
            await systemd.SystemctlAsync("reload");
            var serving = await systemd.ShowsAsync(
                service => service["StatusText"].EndsWith(Text(generation) + ", serves", StringComparison.Ordinal));
            Assert.Equal((main, "active"), (serving["MainPID"], serving["ActiveState"]));
        }

        RestartSeries.AssertNoConnectionWasLost(await load.StopAsync(), Connections);

        // A worker that dies is the master's business.
        worker = await PidAsync();
        await systemd.KillAsync(worker);
        var again = await systemd.ShowsAsync(service => service["StatusText"].EndsWith("generation 3, serves", StringComparison.Ordinal));
        Assert.Equal((main, "0"), (again["MainPID"], again["NRestarts"]));

        await systemd.SystemctlAsync("stop");
        await systemd.ShowsAsync(service => service["ActiveState"] == "inactive" && service["Result"] == "success");
    }

    private static async Task<int> ReloadAsync(SystemdInstance systemd, int main, int generation)
    {
        await systemd.SystemctlAsync("reload");
        var next = await systemd.ShowsAsync(service => service["MainPID"] != Text(main));
        int successor = int.Parse(next["MainPID"], CultureInfo.InvariantCulture);
        await ServesAsync(systemd, successor, generation);
        return successor;
    }

    private static async Task ServesAsync(SystemdInstance systemd, int pid, int generation)
    {
        var serving = await systemd.ShowsAsync(service => service["StatusText"] == $"Serving as process {pid}, generation {generation}");
        Assert.Equal((Text(pid), "active"), (serving["MainPID"], serving["ActiveState"]));
    }

    private async Task<int> PidAsync() => (await RawConnection.GetAsync(_endPoint, "/process/id")).Pid;

    private static string Text(int pid) => pid.ToString(CultureInfo.InvariantCulture);
}
