using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Runtime.Tests.Sockets;
using Runtime.Tests.Systemd;
using Xunit.Abstractions;

namespace Runtime.Tests.Deployments;

/// <summary>Descriptors that an application passes to its successor, and not to the programs that it starts.</summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed partial class InheritedByNameTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_handle_and_a_counter_go_through_three_generations()
    {
        await using DemoProcess demo = await DemoProcess.StartAsync(ProbeApp.Binary, new() { Print = output.WriteLine });
        for (int generation = 0; generation < 3; generation++)
        {
            Assert.Equal($"{(generation * 2) + 1}", await GetAsync(demo, "/count"));
            Assert.Equal($"{(generation * 2) + 2}", await GetAsync(demo, "/count"));
            Generation old = demo.Newest;
            Generation successor = await demo.RestartAsync();
            await demo.AnsweredByAsync(successor);
            Assert.Equal(0, (await demo.ExitOfAsync(old)).Code);
        }

        // The file has had no name since the first generation opened it.
        Assert.Equal(string.Concat(demo.Generations.Select(generation => $"{generation.Pid}\n")), await GetAsync(demo, "/journal"));
        Assert.Equal("7", await GetAsync(demo, "/count"));
        await demo.LoggedTimesAsync(3, "Closed the inherited handle 'not asked for'");
        await demo.LoggedTimesAsync(3, "The state 'fails' could not be read and was not passed on");
        await demo.LoggedTimesAsync(3, "InvalidOperationException: on purpose");
    }

    [Fact]
    public async Task A_program_that_the_application_starts_gets_nothing_of_it()
    {
        using var systemd = new NotifyReceiver();
        using var settings = new EndpointSettings();
        var main = new IPEndPoint(IPAddress.Loopback, FreePort.Next());
        settings.Write(new Uri($"http://{main}"));
        await using DemoProcess demo = await DemoProcess.StartAsync(ProbeApp.Binary, settings.Options(
            main, output.WriteLine, ("NOTIFY_SOCKET", systemd.Name), ("WATCHDOG_USEC", "60000000"),
            ("Graceful__DrainTimeout", "00:10:00")));
        await AssertChildHasNothingAsync(demo);

        // During the restart: the channel, the pidfd of the successor, and the pipe of its standard error.
        SettingsToCome held = settings.WriteLater(new Uri($"http://{main}"));
        Generation successor = await demo.RestartAsync();
        await demo.LoggedAsync(new Regex($"Successor {successor.Pid} has been started"));
        await AssertChildHasNothingAsync(demo);

        // Enough at once to satisfy Kestrel's minimum data rate.
        using RawConnection old = await RawConnection.ConnectAsync(demo.EndPoint);
        await old.SendAsync("POST /upload HTTP/1.1\r\nHost: graceful.test\r\nTransfer-Encoding: chunked\r\n\r\n");
        await old.SendAsync($"{1_000_000:x}\r\n{new string('x', 1_000_000)}\r\n");
        await old.ExpectNoAnswerAsync();
        await held.ArriveAsync();
        await demo.AnsweredByAsync(successor);

        // While both processes live.
        await AssertChildHasNothingAsync(demo);
        await old.SendAsync("0\r\n\r\n");
        AssertHasNothing(await old.ReadResponseAsync());
        old.Dispose();
        Assert.Equal(0, (await demo.ExitOfAsync(demo.First)).Code);
        await AssertChildHasNothingAsync(demo);
    }

    private static async Task AssertChildHasNothingAsync(DemoProcess demo)
    {
        using RawConnection connection = await RawConnection.ConnectAsync(demo.EndPoint);
        AssertHasNothing(await connection.GetAsync("/child"));
    }

    private static void AssertHasNothing(RawResponse response)
    {
        Assert.Equal(200, response.Status);
        string child = response.Text;
        HashSet<string> allowed = DescriptorsOfThisProcessesChildren();
        string[] more = [.. DescriptorsIn(child).Where(descriptor => !allowed.Contains(descriptor))];
        Assert.True(more.Length == 0, $"The program has {string.Join(", ", more)}:\n{child}");

        // Variables for the test run itself (CONTRIBUTING.md) are passed on to all programs.
        Assert.DoesNotContain(
            HandedVariable().Matches(child).Select(match => match.Value),
            name => name != "GRACEFUL_TEST_ID" && Environment.GetEnvironmentVariable(name) is null);
    }

    /// <summary>The descriptors that the test runner passes to all programs: not ours.</summary>
    private static HashSet<string> DescriptorsOfThisProcessesChildren()
    {
        using Process child = Process.Start(new ProcessStartInfo("sh", ["-c", "ls -l /proc/$$/fd"]) { RedirectStandardOutput = true })!;
        HashSet<string> descriptors = [.. DescriptorsIn(child.StandardOutput.ReadToEnd())];
        child.WaitForExit();
        return descriptors;
    }

    /// <summary>In addition to standard input, output and error.</summary>
    private static IEnumerable<string> DescriptorsIn(string listing) =>
        DescriptorLine().Matches(listing).Select(match => match.Value.Trim())
            .Where(descriptor => descriptor[..2] is not ("0 " or "1 " or "2 "));

    private static async Task<string> GetAsync(DemoProcess demo, string path)
    {
        RawResponse response = await RawConnection.GetAsync(demo.EndPoint, path);
        Assert.Equal(200, response.Status);
        return response.Text;
    }

    [GeneratedRegex(@"^(GRACEFUL_|NOTIFY_SOCKET|WATCHDOG_|LISTEN_)[A-Z_]*", RegexOptions.Multiline)]
    private static partial Regex HandedVariable();

    [GeneratedRegex(@" \d+ -> .+")]
    private static partial Regex DescriptorLine();
}
