using System.Diagnostics;
using System.Net;
using Instruments.Load;
using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Xunit.Abstractions;

namespace Runtime.Tests.Failures;

/// <summary>
/// The basis of the chaos test's verdict: one loss is explained by the death of the process that held the connection.
/// </summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class VictimsTests(NativeDemo native, ITestOutputHelper output)
{
    [Fact]
    public async Task Only_what_the_killed_process_held_is_excused_and_only_once()
    {
        await using DemoProcess demo = await DemoProcess.StartAsync(native.Binary, new() { Print = output.WriteLine });
        var victims = new Victims(demo.EndPoint);
        using RawConnection held = await RawConnection.ConnectAsync(demo.EndPoint);
        await held.GetAsync("/process/id");
        int port = ((IPEndPoint)held.Local).Port;
        long before = Stopwatch.GetTimestamp();
        Assert.NotNull(await victims.KillAsync(demo.First));

        var report = new LoadReport();
        report.Losses.Add(new Loss(before, port, "too early"));
        report.Losses.Add(new Loss(Stopwatch.GetTimestamp(), port, "held"));
        report.Losses.Add(new Loss(Stopwatch.GetTimestamp(), port, "held, a second time"));
        report.Losses.Add(new Loss(Stopwatch.GetTimestamp(), port + 1, "of another connection"));
        report.Losses.Add(new Loss(Stopwatch.GetTimestamp(), 0, "refused"));
        Assert.Equal(
            ["too early", "held, a second time", "of another connection", "refused"],
            victims.Unexplained(report).Select(loss => loss.What));
    }
}
