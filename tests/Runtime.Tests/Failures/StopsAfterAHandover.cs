using System.Globalization;
using System.Text.RegularExpressions;
using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.Failures;

/// <summary>
/// SIGTERM while a predecessor that has handed over exits: the successor is the last generation, although the predecessor still exists.
/// Here, the predecessor suspends itself at its exit.
/// </summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class StopsAfterAHandover(ITestOutputHelper output)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Clients_that_wait_are_served(bool supervised)
    {
        await using DemoProcess demo = await DemoProcess.StartAsync(ProbeApp.Binary, new()
        {
            Print = output.WriteLine,
            Supervised = supervised,
            Arguments = ["--last-signal", LibC.SIGSTOP.ToString(CultureInfo.InvariantCulture)],
            Environment = new Dictionary<string, string?> { ["Graceful__DrainTimeout"] = "00:01:00" },
        });
        Generation old = demo.First;
        Generation successor = await demo.RestartAsync();
        await Until.TrueAsync(() => ProcFs.IsStopped(old.Pid), $"{old} to be at its exit");
        await demo.AnsweredByAsync(successor);
        using RawConnection held = await RawConnection.ConnectAsync(demo.EndPoint);
        await held.SendAsync("POST /upload HTTP/1.1\r\nHost: graceful.test\r\nContent-Length: 1000001\r\n\r\n");
        await held.SendAsync(new byte[1_000_000]);
        await held.ExpectNoAnswerAsync();

        demo.MainProcess.Signal(LibC.SIGTERM);
        await demo.LoggedAsync(new Regex($"Stopped accepting new connections as {successor.Pid}"));
        using RawConnection waiting = await RawConnection.ConnectAsync(demo.EndPoint);
        Task<RawResponse> answer = waiting.GetAsync("/process/id");
        await held.SendAsync(new byte[1]);
        Assert.Equal(200, (await held.ReadResponseAsync()).Status);
        held.Dispose();

        Assert.Equal(successor.Pid, (await answer).Pid);
        waiting.Dispose();
        await Until.TrueAsync(() => ProcFs.IsStopped(successor.Pid), $"{successor} to be at its exit");
    }
}
