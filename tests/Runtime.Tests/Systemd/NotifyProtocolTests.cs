using System.Globalization;
using Instruments.Posix;
using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Runtime.Tests.UnderLoad;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.Systemd;

/// <summary>Real processes under a systemd that the test plays: every message, its sender, and their order.</summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class NotifyProtocolTests(NativeDemo native, ITestOutputHelper output) : IDisposable
{
    private const string Reloading = "RELOADING MONOTONIC_USEC EXTEND_TIMEOUT_USEC STATUS";
    private const string HandedOver = "MAINPID READY STATUS";
    private const string Stopping = "STOPPING EXTEND_TIMEOUT_USEC STATUS";

    private readonly NotifyReceiver _systemd = new();

    public void Dispose()
    {
        output.WriteLine($"NOTIFY_SOCKET:\n{_systemd}");
        _systemd.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_restart_restart_stop(bool abstractName)
    {
        using NotifyReceiver systemd = abstractName ? new() : new(Path.Combine(Path.GetTempPath(), $"graceful-{Guid.NewGuid():N}.notify"));
        await using DemoProcess demo = await StartAsync(native.Binary, systemd: systemd);
        Generation old = demo.First;
        Notification ready = await systemd.NextAsync(old.Pid, "READY STATUS");
        Assert.Equal($"Serving as process {old.Pid}, generation 0", ready["STATUS"]);

        for (int generation = 1; generation <= 2; generation++)
        {
            Generation successor = await demo.RestartAsync();
            await systemd.NextAsync(old.Pid, Reloading);
            Notification handedOver = await systemd.NextAsync(old.Pid, HandedOver);
            Assert.Equal(successor.Pid, int.Parse(handedOver["MAINPID"]!, CultureInfo.InvariantCulture));
            Assert.Equal($"Serving as process {successor.Pid}, generation {generation}", handedOver["STATUS"]);
            await systemd.NextAsync(old.Pid, "BARRIER");
            Assert.Equal(0, (await demo.ExitOfAsync(old)).Code);

            // Until the successor has noticed, a restart waits.
            await Until.TrueAsync(() => demo.Log.Count("The predecessor has ended") == generation, "the successor to notice");
            old = successor;
        }

        await demo.AnsweredByAsync(old);
        old.Signal(LibC.SIGTERM);
        await systemd.NextAsync(old.Pid, Stopping);
        await systemd.NextAsync(old.Pid, "EXTEND_TIMEOUT_USEC");
        Assert.Equal(0, (await demo.ExitOfAsync(old)).Code);
        systemd.AssertNothingMore();
    }

    [Fact]
    public async Task A_restart_that_fails_and_one_that_cannot_begin()
    {
        using var deployment = new Deployment(native.Binary);
        await using DemoProcess demo = await StartAsync(deployment.Binary);
        Generation only = demo.First;
        await _systemd.NextAsync(only.Pid, "READY STATUS");

        deployment.DeployScript("exit 3");
        only.Signal(LibC.SIGUSR2);
        await _systemd.NextAsync(only.Pid, Reloading);
        Notification failed = await _systemd.NextAsync(only.Pid, "READY STATUS");
        Assert.Matches($"^Restart failed: .* exited with 3 .*; serving as process {only.Pid} as before$", failed["STATUS"]!);

        deployment.Remove();
        only.Signal(LibC.SIGUSR2);
        await _systemd.NextAsync(only.Pid, Reloading);
        Notification missing = await _systemd.NextAsync(only.Pid, "READY STATUS");
        Assert.Contains("No such file or directory", missing["STATUS"]!, StringComparison.Ordinal);
        await demo.AnsweredByAsync(only);

        deployment.DeployGood();
        Generation successor = await demo.RestartAsync();
        await _systemd.NextAsync(only.Pid, Reloading);
        Notification handedOver = await _systemd.NextAsync(only.Pid, HandedOver);
        Assert.Equal($"{successor.Pid}", handedOver["MAINPID"]);
    }

    [Fact]
    public async Task A_successor_that_dies_while_the_old_process_drains()
    {
        await using DemoProcess demo = await StartAsync(native.Binary);
        Generation old = demo.First;
        await _systemd.NextAsync(old.Pid, "READY STATUS");
        using RawConnection slow = await SlowRequestAsync(demo);

        Generation successor = await demo.RestartAsync();
        await _systemd.NextAsync(old.Pid, Reloading);
        await _systemd.NextAsync(old.Pid, HandedOver);
        await _systemd.NextAsync(old.Pid, "BARRIER");
        successor.Kill();
        Notification back = await _systemd.NextAsync(old.Pid, "MAINPID STATUS");
        Assert.Equal($"{old.Pid}", back["MAINPID"]);
        Assert.EndsWith($"exited with 137 (SIGKILL); serving as process {old.Pid} again", back["STATUS"], StringComparison.Ordinal);
        await demo.AnsweredByAsync(old);

        old.Signal(LibC.SIGUSR2);
        Generation third = await demo.NextGenerationAsync(after: 2);
        await _systemd.NextAsync(old.Pid, Reloading);
        Assert.Equal($"{third.Pid}", (await _systemd.NextAsync(old.Pid, HandedOver))["MAINPID"]);
    }

    /// <summary>
    /// <c>systemctl reload</c> twice in a row, with notify-reload: the second one must be reported before the old process has ended.
    /// </summary>
    [Fact]
    public async Task A_reload_while_the_old_process_drains_is_told_at_once()
    {
        await using DemoProcess demo = await StartAsync(native.Binary);
        Generation old = demo.First;
        using RawConnection slow = await HandOverWhileBusyAsync(demo);
        Generation successor = demo.Newest;

        successor.Signal(LibC.SIGUSR2);
        Notification kept = await _systemd.NextAsync(successor.Pid, Reloading);
        Assert.StartsWith("Restart requested while the predecessor still drains", kept["STATUS"], StringComparison.Ordinal);
        Assert.True(old.IsAlive);
        slow.Dispose();
        Generation third = await demo.NextGenerationAsync(after: 2);
        await _systemd.NextAsync(successor.Pid, Reloading);
        Assert.Equal($"{third.Pid}", (await _systemd.NextAsync(successor.Pid, HandedOver))["MAINPID"]);
        await _systemd.NextAsync(successor.Pid, "BARRIER");
        Assert.Equal(0, (await demo.ExitOfAsync(old)).Code);
        Assert.Equal(0, (await demo.ExitOfAsync(successor)).Code);
        _systemd.AssertNothingMore();
    }

    [Fact]
    public async Task A_stop_of_the_whole_service_while_the_old_process_drains_is_told_by_the_last()
    {
        await using DemoProcess demo = await StartAsync(native.Binary);
        Generation old = demo.First;
        using RawConnection slow = await HandOverWhileBusyAsync(demo);
        Generation successor = demo.Newest;

        // As KillMode=mixed does: only the main process is told to stop. It waits for no other process and ends first.
        successor.Signal(LibC.SIGTERM);
        await _systemd.NextAsync(successor.Pid, "EXTEND_TIMEOUT_USEC");
        Notification stopping = await _systemd.NextAsync(old.Pid, $"MAINPID {Stopping}");
        Assert.Equal($"{old.Pid}", stopping["MAINPID"]);
        slow.Dispose();
        await demo.ExitOfAsync(successor);
        Assert.Equal(0, (await demo.ExitOfAsync(old)).Code);
        RestartSeries.AssertNoProcessIsLeft(demo);
        Assert.Single(await _systemd.AllAsync(), notification => notification["STOPPING"] is not null);
    }

    [Fact]
    public async Task The_watchdog_hears_the_main_process_and_no_other()
    {
        // WATCHDOG_PID must be the pid of the process, which only that process knows.
        var binary = new ServerBinary("sh", ["-c", "WATCHDOG_PID=$$ exec \"$@\"", "sh", native.Binary.Program]);
        await using DemoProcess demo = await StartAsync(binary, ("WATCHDOG_USEC", "100000"));
        Generation old = demo.First;
        await _systemd.NextAsync(old.Pid, "READY STATUS");
        await _systemd.NextAsync(old.Pid, "WATCHDOG");
        await _systemd.NextAsync(old.Pid, "WATCHDOG");
        using RawConnection slow = await SlowRequestAsync(demo);

        // The old process lives on for its request, and does not report.
        Generation successor = await demo.RestartAsync();
        Notification notification;
        do
        {
            notification = await _systemd.NextAsync();
        }
        while (notification["MAINPID"] is null);
        Assert.Equal("MAINPID READY WATCHDOG STATUS", notification.Shape);
        await _systemd.NextAsync(old.Pid, "BARRIER");
        for (int i = 0; i < 5; i++)
        {
            await _systemd.NextAsync(successor.Pid, "WATCHDOG");
        }

        Assert.True(old.IsAlive);
    }

    [Fact]
    public async Task A_watchdog_of_another_process_is_left_alone()
    {
        await using DemoProcess demo = await StartAsync(native.Binary, ("WATCHDOG_USEC", "1000"), ("WATCHDOG_PID", "1"));
        await _systemd.NextAsync(demo.First.Pid, "READY STATUS");
        Generation successor = await demo.RestartAsync();
        Assert.Equal(0, (await demo.ExitOfAsync(demo.First)).Code);
        await demo.AnsweredByAsync(successor);
        Assert.DoesNotContain(await _systemd.AllAsync(), notification => notification["WATCHDOG"] is not null);
    }

    [Fact]
    public async Task Listeners_are_stored_once_and_come_back()
    {
        await using (DemoProcess demo = await StartAsync(native.Binary, ("Graceful__SystemdFdStore", "true")))
        {
            Generation old = demo.First;
            Notification stored = await _systemd.NextAsync(old.Pid, "FDSTORE FDNAME");
            Assert.Equal($"graceful.tcp%3A127.0.0.1%3A{demo.EndPoint.Port}", stored["FDNAME"]);
            await _systemd.NextAsync(old.Pid, "READY STATUS");
            Generation successor = await demo.RestartAsync();
            await _systemd.NextAsync(old.Pid, Reloading);
            await _systemd.NextAsync(old.Pid, HandedOver);
            await _systemd.NextAsync(old.Pid, "BARRIER");
            await demo.ExitOfAsync(old);
            await demo.AnsweredByAsync(successor);
            successor.Signal(LibC.SIGTERM);
            await _systemd.NextAsync(successor.Pid, Stopping);
            await _systemd.NextAsync(successor.Pid, "EXTEND_TIMEOUT_USEC");
            await demo.ExitOfAsync(successor);
            _systemd.AssertNothingMore();

            // No process serves, and connections are still accepted by the kernel.
            using RawConnection waiting = await RawConnection.ConnectAsync(demo.EndPoint);
            Task<RawResponse> answer = waiting.GetAsync("/process/id");
            var binary = PassedSockets.To(native.Binary, (stored.Fd, stored["FDNAME"]!));
            await using DemoProcess next = await StartAsync(binary, demo.EndPoint, _systemd, []);
            Assert.Equal(next.First.Pid, (await answer).Pid);
        }
    }

    /// <summary>Restarts a process that a request keeps; systemd has been told of everything by then, up to the hand-over.</summary>
    private async Task<RawConnection> HandOverWhileBusyAsync(DemoProcess demo)
    {
        Generation old = demo.First;
        await _systemd.NextAsync(old.Pid, "READY STATUS");
        RawConnection slow = await SlowRequestAsync(demo);
        await demo.RestartAsync();
        await _systemd.NextAsync(old.Pid, Reloading);
        await _systemd.NextAsync(old.Pid, HandedOver);
        await _systemd.NextAsync(old.Pid, "BARRIER");
        return slow;
    }

    private static async Task<RawConnection> SlowRequestAsync(DemoProcess demo)
    {
        RawConnection connection = await RawConnection.ConnectAsync(demo.EndPoint);
        await connection.SendAsync("GET /process/slow?ms=600000 HTTP/1.1\r\nHost: graceful.test\r\n\r\n");
        await connection.ExpectNoAnswerAsync();
        return connection;
    }

    private Task<DemoProcess> StartAsync(ServerBinary binary, params (string Name, string Value)[] variables) =>
        StartAsync(binary, null, _systemd, variables);

    private Task<DemoProcess> StartAsync(ServerBinary binary, NotifyReceiver systemd) => StartAsync(binary, null, systemd, []);

    private async Task<DemoProcess> StartAsync(
        ServerBinary binary,
        System.Net.IPEndPoint? endPoint,
        NotifyReceiver systemd,
        (string Name, string Value)[] variables)
    {
        var environment = new Dictionary<string, string?> { ["NOTIFY_SOCKET"] = systemd.Name, ["Graceful__DrainTimeout"] = "00:01:00" };
        foreach ((string name, string value) in variables)
        {
            environment[name] = value;
        }

        return await DemoProcess.StartAsync(binary, new() { Print = output.WriteLine, Environment = environment, EndPoint = endPoint });
    }
}
