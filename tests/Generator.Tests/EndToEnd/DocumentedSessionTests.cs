using System.Diagnostics;
using Instruments.Servers;
using RepositoryTests.Documents;
using Xunit.Abstractions;

namespace Generator.Tests.EndToEnd;

/// <summary>Executes the terminal session of the bookshop's README.</summary>
public sealed class DocumentedSessionTests(InProcessBookshop server, ITestOutputHelper output) : IClassFixture<InProcessBookshop>
{
    private const string Url = "http://localhost:5000";

    [Fact]
    public async Task Commands_answer_what_the_document_shows()
    {
        foreach (var block in MarkdownBlock.Of("samples/Bookshop/README.md").Where(block => block.Language == "console"))
        {
            foreach (var step in ConsoleCommand.Of(block))
            {
                Assert.Contains(Url, step.Command, StringComparison.Ordinal);
                if (Tool.Find("curl") is null)
                {
                    output.WriteLine($"Not executed, since curl is not installed: {step.Command}");
                    continue;
                }

                var command = step.Command.Replace(Url, server.Client.BaseAddress!.ToString().TrimEnd('/'), StringComparison.Ordinal);
                using var shell = Process.Start(
                    new ProcessStartInfo("sh", ["-c", $"{command} --silent --show-error"]) { RedirectStandardOutput = true })!;
                Assert.Equal((step.Command, step.Output.TrimEnd()),
                    (step.Command, (await shell.StandardOutput.ReadToEndAsync()).TrimEnd()));
                await shell.WaitForExitAsync();
            }
        }
    }
}
