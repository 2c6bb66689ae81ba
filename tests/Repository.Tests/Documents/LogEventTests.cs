using System.Text.RegularExpressions;
using Runtime.Tests.Processes.Servers;

namespace RepositoryTests.Documents;

/// <summary><c>docs/log-events.md</c> lists every line that the library logs.</summary>
public sealed partial class LogEventTests
{
    [Fact]
    public void Every_event_id_is_documented_with_its_level()
    {
        var documented = Row().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "log-events.md")))
            .Select(row => $"{row.Groups[1].Value} {row.Groups[2].Value}")
            .ToHashSet();
        var logged = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Graceful.Runtime"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split('/').Any(part => part is "bin" or "obj"))
            .SelectMany(file => Message().Matches(File.ReadAllText(file))
                .Select(message => (File: file, Event: $"{message.Groups[1].Value} {message.Groups[2].Value}")))
            .ToList();
        Assert.NotEmpty(logged);
        Report.Empty(logged.Where(line => !documented.Contains(line.Event)).Select(line => $"{line.File}: event {line.Event}"));
    }

    [GeneratedRegex(@"^\| (\d+) \| (\w+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\[LoggerMessage\(\s*(\d+),\s*LogLevel\.(\w+)")]
    private static partial Regex Message();
}
