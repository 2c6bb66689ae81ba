using Instruments.Servers;
using Runtime.Tests.Failures;
using Runtime.Tests.Processes;
using Xunit.Abstractions;

namespace Runtime.Tests.UnderLoad;

[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class SlowRequests(NativeDemo native, ITestOutputHelper output)
{
    [Fact]
    public async Task A_request_under_way_is_finished_by_the_old_process_while_the_new_one_answers_new_requests()
    {
        await using DemoProcess demo = await DemoProcess.StartAsync(native.Binary, new()
        {
            Print = output.WriteLine,
            Environment = new Dictionary<string, string?> { ["Graceful__DrainTimeout"] = "00:10:00" },
        });
        using HeldRequest held = await HeldRequest.BeginAsync(demo);

        Generation old = demo.First;
        Generation successor = await demo.RestartAsync();
        await demo.AnsweredByAsync(successor);
        Assert.True(old.IsAlive, "The old process has gone although a request was under way.");

        Assert.Equal(old.Pid, (await held.AnswerAsync()).Pid);
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
        using HeldRequest held = await HeldRequest.BeginAsync(demo);

        Generation old = demo.First;
        Generation successor = await demo.RestartAsync();
        await demo.AnsweredByAsync(successor);
        await demo.LoggedAsync(LogLines.Aborted);
        Assert.Equal(0, (await demo.ExitOfAsync(old)).Code);

        await held.ExpectBrokenAsync();
        await demo.AnsweredByAsync(successor);
        RestartSeries.AssertOneProcessIsLeft(demo, restarts: 1);
    }
}
