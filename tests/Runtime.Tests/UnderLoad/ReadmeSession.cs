using System.Text.RegularExpressions;
using Instruments.Raw;
using Instruments.Servers;
using RepositoryTests.Documents;
using Runtime.Tests.Processes;
using Xunit.Abstractions;

namespace Runtime.Tests.UnderLoad;

/// <summary>Executes the terminal session of the README, and compares its output and the demo's log with what the README shows.</summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class ReadmeSession(NativeDemo native, ITestOutputHelper output)
{
    private const string Url = "http://127.0.0.1:8010";
    private const string Restart = "kill -USR2 $(pgrep -xn AotDemo)";

    [Fact]
    public async Task Answers_and_logs_what_the_README_shows()
    {
        List<MarkdownBlock> blocks = [.. MarkdownBlock.Of("README.md")];
        MarkdownBlock session = blocks.First(block => block.Language == "console" && block.Text.Contains(Url, StringComparison.Ordinal));
        MarkdownBlock log =
            blocks.Single(block => block.Language == "text" && block.Text.Contains("SIGUSR2 received", StringComparison.Ordinal));
        await using DemoProcess demo = await DemoProcess.StartAsync(native.Binary, new() { Print = output.WriteLine });

        foreach (ConsoleCommand step in ConsoleCommand.Of(session))
        {
            if (step.Command == Restart)
            {
                Generation old = demo.First;
                Generation successor = await demo.RestartAsync();
                Assert.Equal(0, (await demo.ExitOfAsync(old)).Code);
                await demo.AnsweredByAsync(successor);
                continue;
            }

            Assert.StartsWith($"curl {Url}/", step.Command, StringComparison.Ordinal);
            RawResponse response = await RawConnection.GetAsync(demo.EndPoint, step.Command[$"curl {Url}".Length..]);
            Assert.Equal(
                (step.Command, ConsoleCommand.WithoutNumbers(step.Output.TrimEnd())),
                (step.Command, ConsoleCommand.WithoutNumbers(response.Text.TrimEnd())));
        }

        Assert.Equal(2, demo.Generations.Count);
        int next = 0;
        foreach (string line in log.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith("info: ", StringComparison.Ordinal)))
        {
            next = (await demo.LoggedAsync(Pattern(line.Trim()), next)).Line + 1;
        }
    }

    /// <summary>Matches a line that differs in its numbers only.</summary>
    private static Regex Pattern(string line) =>
        new(Regex.Escape(ConsoleCommand.WithoutNumbers(line)).Replace("\\#", "[0-9.:]+", StringComparison.Ordinal));
}
