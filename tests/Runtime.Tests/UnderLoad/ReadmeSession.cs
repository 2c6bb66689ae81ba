using System.Text.RegularExpressions;
using Runtime.Tests.Processes;
using Runtime.Tests.Processes.Raw;
using Runtime.Tests.Processes.Servers;
using Xunit.Abstractions;

namespace Runtime.Tests.UnderLoad;

/// <summary>The session that the README shows, as a reader would repeat it.</summary>
[Collection(RealProcesses.Name)]
public sealed class ReadmeSession(NativeDemo native, ITestOutputHelper output)
{
    private const string Described = "before demo action\nDescribeDemo\nafter demo action\n";
    private const string Redirected = "<a href=\"https://example.com\">Found</a>\nbefore demo action\n";

    [Fact]
    public async Task Answers_and_logs_what_the_README_shows()
    {
        await using DemoProcess demo = await DemoProcess.StartAsync(native.Binary, new() { Print = output.WriteLine });

        RawResponse described = await RawConnection.GetAsync(demo.EndPoint, "/demo/DescribeDemo");
        Assert.Equal((200, Described), (described.Status, described.Text));
        Assert.Equal(("text/plain; charset=utf-8", $"{Described.Length}"), (described.Header("Content-Type"), described.Header("Content-Length")));

        RawResponse redirected = await RawConnection.GetAsync(demo.EndPoint, "/demo/Redirect");
        Assert.Equal((302, Redirected), (redirected.Status, redirected.Text));
        Assert.Equal(("https://example.com", $"{Redirected.Length}"), (redirected.Header("Location"), redirected.Header("Content-Length")));

        // A context ends after the answer has gone, and so perhaps after the signal.
        await LoggedInOrderAsync(demo, LogLines.DestructDemoContext, LogLines.DestructDemoContext);
        Generation old = demo.First;
        Generation successor = await demo.RestartAsync();
        Assert.Equal(0, (await demo.ExitOfAsync(old)).Code);
        await demo.AnsweredByAsync(successor);

        LogMatch[] lines = await LoggedInOrderAsync(
            demo,
            LogLines.DestructDemoContext,
            LogLines.DestructDemoContext,
            LogLines.RestartingGracefully,
            LogLines.NewProcessHasStarted,
            LogLines.StoppedAccepting,
            LogLines.WaitingForConnections,
            LogLines.AllConnectionsClosed);
        Assert.Equal($"{successor.Pid}", lines[3].Match.Groups["pid"].Value);

        Assert.Equal(Described, (await RawConnection.GetAsync(demo.EndPoint, "/demo/describedemo")).Text);
        await demo.LoggedAsync(LogLines.DestructDemoContext, from: lines[^1].Line + 1);
        Assert.Equal(3, demo.Log.Lines.Count(line => LogLines.DestructDemoContext.IsMatch(line.Text)));
    }

    private static async Task<LogMatch[]> LoggedInOrderAsync(DemoProcess demo, params Regex[] patterns)
    {
        var found = new List<LogMatch>();
        foreach (Regex pattern in patterns)
        {
            found.Add(await demo.LoggedAsync(pattern, from: found.Count == 0 ? 0 : found[^1].Line + 1));
        }

        return [.. found];
    }
}
