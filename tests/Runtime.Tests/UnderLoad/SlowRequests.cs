using Runtime.Tests.Processes;
using Runtime.Tests.Processes.Raw;
using Runtime.Tests.Processes.Servers;
using Xunit.Abstractions;

namespace Runtime.Tests.UnderLoad;

[Collection(RealProcesses.Name)]
public sealed class SlowRequests(NativeDemo native, ITestOutputHelper output)
{
    [Fact]
    public async Task A_request_under_way_is_finished_by_the_old_process_while_the_new_one_answers_new_requests()
    {
        await using DemoProcess demo = await DemoProcess.StartAsync(native.Binary, new() { Print = output.WriteLine });
        using RawConnection slow = await BeginSlowRequestAsync(demo, milliseconds: 2000);

        Generation old = demo.First;
        Generation successor = await demo.RestartAsync();
        await demo.AnsweredByAsync(successor);
        Assert.True(old.IsAlive, "The old process has gone although a request was under way.");

        Assert.Equal(old.Pid, (await slow.ReadResponseAsync()).Pid);
        Assert.Equal(0, (await demo.ExitOfAsync(old)).Code);
        RestartSeries.AssertOneProcessIsLeft(demo, restarts: 1);
    }

    [Fact]
    public async Task A_request_that_outlasts_DrainTimeout_is_aborted_and_the_old_process_exits()
    {
        await using DemoProcess demo = await DemoProcess.StartAsync(native.Binary, new()
        {
            Print = output.WriteLine,
            Environment = new Dictionary<string, string?> { ["Graceful__DrainTimeout"] = "00:00:01" },
        });
        using RawConnection slow = await BeginSlowRequestAsync(demo, milliseconds: 600_000);

        Generation old = demo.First;
        Generation successor = await demo.RestartAsync();
        await demo.AnsweredByAsync(successor);
        await demo.LoggedAsync(LogLines.Aborted);
        Assert.Equal(0, (await demo.ExitOfAsync(old)).Code);

        await slow.ExpectBrokenAsync();
        await demo.AnsweredByAsync(successor);
        RestartSeries.AssertOneProcessIsLeft(demo, restarts: 1);
    }

    private static async Task<RawConnection> BeginSlowRequestAsync(DemoProcess demo, int milliseconds)
    {
        RawConnection connection = await RawConnection.ConnectAsync(demo.EndPoint);
        await connection.SendAsync($"GET /process/slow?ms={milliseconds} HTTP/1.1\r\nHost: graceful.test\r\n\r\n");
        await connection.ExpectNoAnswerAsync();
        return connection;
    }
}
