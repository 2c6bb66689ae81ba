using System.Text.RegularExpressions;
using Instruments.Posix;
using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.Systemd;

/// <summary>
/// A process with a stuck event loop or lifecycle stops reporting, so that systemd restarts it. A healthy process with the same watchdog
/// is the clock.
/// </summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class StuckProcesses(ITestOutputHelper output)
{
    private const int BeatsOfTheHealthy = 20;

    [Fact]
    public async Task A_stuck_event_loop_ends_the_watchdogs_messages()
    {
        using var systemd = new NotifyReceiver();
        await using DemoProcess demo = await StartAsync(systemd, "--inline", "true");

        using RawConnection connection = await RawConnection.ConnectAsync(demo.EndPoint);
        Task halting = HaltAsync(connection);
        await AssertSilentAsync(systemd, demo.First);
        demo.First.Kill();
        await Assert.ThrowsAnyAsync<Exception>(() => halting);
    }

    [Fact]
    public async Task A_stuck_lifecycle_ends_them_too()
    {
        using var systemd = new NotifyReceiver();
        await using DemoProcess demo = await StartAsync(systemd);
        await RawConnection.GetAsync(demo.EndPoint, "/halt/lifecycle");

        // The lifecycle blocks on its first line. The endpoints go on serving.
        demo.First.Signal(LibC.SIGUSR2);
        await AssertSilentAsync(systemd, demo.First);
        Assert.Equal(demo.First.Pid, (await RawConnection.GetAsync(demo.EndPoint, "/process/id")).Pid);
        Assert.Single(demo.Generations);
    }

    /// <summary>A reader of standard output that has stopped reading must not keep the process from being restarted and stopped.</summary>
    [Fact]
    public async Task A_log_that_blocks_stops_neither_the_watchdogs_messages_nor_restarts()
    {
        using var systemd = new NotifyReceiver();
        await using DemoProcess demo = await StartAsync(systemd);
        await RawConnection.GetAsync(demo.EndPoint, "/halt/log");
        Generation successor = await demo.RestartAsync(demo.First);
        await demo.AnsweredByAsync(successor);
        Assert.Equal(0, (await demo.ExitOfAsync(demo.First)).Code);
    }

    private static async Task HaltAsync(RawConnection connection)
    {
        while (true)
        {
            Assert.Equal("not on an event loop\n", (await connection.GetAsync("/halt/loop")).Text);
        }
    }

    private async Task AssertSilentAsync(NotifyReceiver systemd, Generation stuck)
    {
        using var clock = new NotifyReceiver();
        await using DemoProcess healthy = await StartAsync(clock);

        // It may report until it is stuck. Then it must not report while the healthy process reports this often.
        int before;
        int rounds = 0;
        do
        {
            Assert.True(++rounds < 50, $"The process reports still:\n{systemd}");
            before = Reports(systemd);
            int target = Reports(clock) + BeatsOfTheHealthy;
            await Until.TrueAsync(() => Reports(clock) >= target, $"{BeatsOfTheHealthy} reports of a healthy process");
        }
        while (Reports(systemd) != before);
        Assert.True(stuck.IsAlive);
    }

    private static int Reports(NotifyReceiver systemd) => systemd.Received.Count(notification => notification["WATCHDOG"] is not null);

    private async Task<DemoProcess> StartAsync(NotifyReceiver systemd, params string[] arguments)
    {
        DemoProcess demo = await DemoProcess.StartAsync(ProbeApp.Binary, new()
        {
            Print = output.WriteLine,
            Arguments = arguments,
            Environment = new Dictionary<string, string?> { ["NOTIFY_SOCKET"] = systemd.Name, ["WATCHDOG_USEC"] = "20000" },
        });
        await demo.LoggedAsync(new Regex($"Serving as process {demo.First.Pid}, "));
        await Until.TrueAsync(() => Reports(systemd) > 2, "the first reports to the watchdog");
        return demo;
    }
}
