using Runtime.Tests.Processes;
using Runtime.Tests.Processes.Load;
using Runtime.Tests.Processes.Posix;
using Runtime.Tests.Processes.Raw;
using Runtime.Tests.Processes.Servers;
using Xunit.Abstractions;

namespace Runtime.Tests.UnderLoad;

[Collection(RealProcesses.Name)]
public sealed class SignalsDuringARestart(NativeDemo native, ITestOutputHelper output)
{
    /// <summary>The successor is stopped (SIGSTOP) before it can say that it is ready, so that the second signal comes during the restart.</summary>
    [Fact]
    public async Task A_second_restart_signal_is_carried_out_after_the_first_restart()
    {
        await using DemoProcess demo = await DemoProcess.StartAsync(native.Binary, new() { Print = output.WriteLine });
        await using LoadClient load = await LoadClient.StartAsync(new() { Server = demo.EndPoint, Connections = 32 });

        Generation successor = await demo.RestartAsync();
        successor.Signal(Libc.SIGSTOP);
        demo.First.Signal(Libc.SIGUSR2);
        successor.Signal(Libc.SIGCONT);

        Generation third = await demo.NextGenerationAsync(after: 2);
        await load.AnsweredByAsync(third.Pid);
        Assert.Equal(0, (await demo.ExitOfAsync(demo.First)).Code);
        Assert.Equal(0, (await demo.ExitOfAsync(successor)).Code);
        LoadReport report = await load.StopAsync();
        output.WriteLine(report.ToString());

        RestartSeries.AssertNothingFailed(report);
        RestartSeries.AssertOneProcessIsLeft(demo, restarts: 2);
    }

    /// <summary>All go to the first process, as from an operator who has not noticed that the restart is under way.</summary>
    [Fact]
    public async Task Signals_in_quick_succession_end_in_one_process_and_fail_no_request()
    {
        await using DemoProcess demo = await DemoProcess.StartAsync(native.Binary, new() { Print = output.WriteLine });
        await using LoadClient load = await LoadClient.StartAsync(new() { Server = demo.EndPoint, Connections = 32 });

        // A request that the first process has to finish keeps it there for the later signals.
        using RawConnection slow = await RawConnection.ConnectAsync(demo.EndPoint);
        await slow.SendAsync("GET /process/slow?ms=2000 HTTP/1.1\r\nHost: graceful.test\r\n\r\n");
        await slow.ExpectNoAnswerAsync();

        demo.First.Signal(Libc.SIGUSR2);
        await demo.LoggedAsync(LogLines.RestartingGracefully);
        demo.First.Signal(Libc.SIGUSR2);
        demo.First.Signal(Libc.SIGUSR2);

        // The signals after the first one are one restart at least; whether they are two is a matter of their arrival.
        Generation third = await demo.NextGenerationAsync(after: 2);
        await load.AnsweredByAsync(third.Pid);
        Assert.Equal(demo.First.Pid, (await slow.ReadResponseAsync()).Pid);
        Assert.Equal(0, (await demo.ExitOfAsync(demo.First)).Code);
        Generation last = await demo.LastOneAsync();
        await load.AnsweredByAsync(last.Pid);
        LoadReport report = await load.StopAsync();
        output.WriteLine(report.ToString());

        RestartSeries.AssertNothingFailed(report);
        Assert.Equal(demo.Newest, last);
        Assert.InRange(demo.Generations.Count, 3, 4);
    }

    [Theory]
    [InlineData(Libc.SIGTERM)]
    [InlineData(Libc.SIGINT)]
    public async Task A_stop_signal_drains_and_exits_with_0(int signal)
    {
        await using DemoProcess demo = await DemoProcess.StartAsync(native.Binary, new() { Print = output.WriteLine });
        using RawConnection slow = await RawConnection.ConnectAsync(demo.EndPoint);
        await slow.SendAsync("GET /process/slow?ms=1000 HTTP/1.1\r\nHost: graceful.test\r\n\r\n");
        await slow.ExpectNoAnswerAsync();

        demo.First.Signal(signal);

        Assert.Equal(demo.First.Pid, (await slow.ReadResponseAsync()).Pid);
        Assert.Equal(0, (await demo.ExitOfAsync(demo.First)).Code);
        RestartSeries.AssertNoProcessIsLeft(demo);
    }
}
