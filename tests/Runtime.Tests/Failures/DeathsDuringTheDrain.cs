using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.Failures;

/// <summary>One of two generations is killed while the new one serves and the old one drains.</summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class DeathsDuringTheDrain(NativeDemo native, ITestOutputHelper output)
{
    private DemoOptions Options(bool supervised) => new()
    {
        Print = output.WriteLine,
        Supervised = supervised,
        Environment = new Dictionary<string, string?> { ["Graceful__DrainTimeout"] = "00:10:00" },
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_successor_dies_and_the_old_process_accepts_again(bool supervised)
    {
        await using DemoProcess demo = await DemoProcess.StartAsync(native.Binary, Options(supervised));
        await using Crowd crowd = await Crowd.StartAsync(demo);
        var victims = new Victims(demo.EndPoint);
        using HeldRequest held = await HeldRequest.BeginAsync(demo);

        Generation successor = await demo.RestartAsync();
        await crowd.AnsweredByAsync(successor);
        Assert.True(demo.First.IsAlive);
        long killedAt = (await victims.KillAsync(successor))!.Value;

        Assert.Equal(demo.First.Pid, (await RawConnection.GetAsync(demo.EndPoint, "/process/id")).Pid);
        long answeredAt = Stopwatch.GetTimestamp();
        LogMatch line = await demo.LoggedAsync(FailureLines.AcceptingAgain);
        output.WriteLine(
            $"after the kill: a new client was answered after {Milliseconds(killedAt, answeredAt)} " +
            $"ms, the log said so after {Milliseconds(killedAt, line.At)} ms");
        Assert.Equal($"{successor.Pid}", line.Match.Groups["pid"].Value);
        Assert.Equal($"{demo.First.Pid}", line.Match.Groups["old"].Value);
        Assert.True(int.Parse(line.Match.Groups["count"].Value, CultureInfo.InvariantCulture) >= 1,
            "The connection with a request under way has stayed.");

        // Connections that had not moved are unchanged: the running request is answered here, and so is the next one.
        RawResponse answer = await held.AnswerAsync();
        Assert.Equal((demo.First.Pid, false), (answer.Pid, answer.AnnouncesClose));
        Assert.Equal(demo.First.Pid, (await held.Connection.GetAsync("/process/id")).Pid);
        await crowd.AllAnsweredAsync();
        Assert.Equal([demo.First], demo.Living);

        Generation third = await demo.RestartAsync(demo.First);
        await crowd.AnsweredByAsync(third);
        await demo.ExitsWellAsync(demo.First);
        Assert.Equal(third.Pid, (await held.Connection.GetAsync("/process/id")).Pid);
        await crowd.AssertOnlyVictimsLostAsync(victims, output.WriteLine);
    }

    /// <summary>
    /// Stopped (SIGSTOP), in a frozen cgroup or deadlocked: it serves nothing, and would take every connection along. Without a master,
    /// which watches a new version as well (SupervisedRestarts).
    /// </summary>
    [Fact]
    public async Task The_successor_hangs_and_the_old_process_takes_its_connections_back()
    {
        await using DemoProcess demo = await DemoProcess.StartAsync(native.Binary, Options(supervised: false));
        using HeldRequest held = await HeldRequest.BeginAsync(demo);
        Generation successor = await demo.RestartAsync();

        // It may answer requests before the old process knows that it is ready.
        await demo.LoggedAsync(new Regex($"Successor {successor.Pid} is ready"));
        await demo.AnsweredByAsync(successor);
        successor.Signal(LibC.SIGSTOP);
        await Until.TrueAsync(() => ProcFs.IsStopped(successor.Pid), $"{successor} to be stopped");

        // The connection moves to the successor when its request has ended.
        Assert.Equal(demo.First.Pid, (await held.AnswerAsync()).Pid);
        await demo.LoggedAsync(new Regex(
            $"Successor {successor.Pid} was ready but did not answer within .* and is killed; 1 connections return"));
        await demo.LoggedAsync(FailureLines.AcceptingAgain);
        Assert.Equal(demo.First.Pid, (await held.Connection.GetAsync("/process/id")).Pid);
        Assert.Equal(demo.First.Pid, (await RawConnection.GetAsync(demo.EndPoint, "/process/id")).Pid);
        Assert.Equal([demo.First], demo.Living);
    }

    /// <summary>At several moments after READY; in the first ones the connections are being handed over.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_old_process_dies_and_its_successor_goes_on_alone(bool supervised)
    {
        await using DemoProcess demo = await DemoProcess.StartAsync(native.Binary, Options(supervised));
        await using Crowd crowd = await Crowd.StartAsync(demo);
        var victims = new Victims(demo.EndPoint);
        Generation old = demo.First;
        foreach (int milliseconds in (int[])[0, 0, 1, 2, 5, 10, 50])
        {
            using HeldRequest held = await HeldRequest.BeginAsync(demo);
            Generation successor = await demo.RestartAsync(old);
            await demo.LoggedAsync(new Regex($"Successor {successor.Pid} is ready"));
            await Task.Delay(milliseconds);
            await victims.KillAsync(old);

            await demo.LoggedAsync(new Regex($"The predecessor died before it had finished; serving alone as {successor.Pid}"));
            await crowd.AnsweredByAsync(successor);
            await crowd.AllAnsweredAsync();
            await demo.ExitOfAsync(old);
            Assert.Equal([successor], demo.Living);
            await held.ExpectBrokenAsync();
            old = successor;
        }

        await crowd.AssertOnlyVictimsLostAsync(victims, output.WriteLine);
    }

    private static string Milliseconds(long from, long to) =>
        Stopwatch.GetElapsedTime(from, to).TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture);
}
