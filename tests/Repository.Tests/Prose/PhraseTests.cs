using System.Text.RegularExpressions;
using Runtime.Tests.Processes.Servers;

namespace RepositoryTests.Prose;

/// <summary>Phrases that this project does not use, in comments, messages and documents.</summary>
public sealed partial class PhraseTests
{
    private static readonly string[] Folders = ["src", "docs", "samples"];

    [Fact]
    public void Sources_and_documents_avoid_them()
    {
        // Name the process, the client or the file instead, and use the technical verb.
        Report.Empty(Files().SelectMany(file => File.ReadLines(Path.Combine(Repository.Root, file))
            .Select((line, i) => (Line: line, Number: i + 1))
            .Where(place => Banned().IsMatch(place.Line))
            .Select(place => $"{file}:{place.Number}: {place.Line.Trim()}")));
    }

    [Theory]
    [InlineData("Whoever connects there", true)]
    [InlineData("mend it and signal again", true)]
    [InlineData("the file that stands there", true)]
    [InlineData("a recommended setting", false)]
    [InlineData("the standing order", false)]
    public void A_phrase_is_recognized(string line, bool banned) => Assert.Equal(banned, Banned().IsMatch(line));

    private static IEnumerable<string> Files() => Folders
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories))
        .Concat(Directory.EnumerateFiles(Repository.Root, "*.md"))
        .Where(file => Path.GetExtension(file) is ".cs" or ".md" or ".props" or ".targets" or ".csproj")
        .Select(file => Path.GetRelativePath(Repository.Root, file))
        .Where(file => !file.Split('/').Any(part => part is "bin" or "obj"))
        .Order(StringComparer.Ordinal);

    [GeneratedRegex(
        @"\b(whoever|nobody|somebody|whatever it is that)\b"
        + @"|\bmend(ed|s|ing)?\b"
        + @"|\bstands? (there|behind|in front|in for|beside)\b"
        + @"|\b(is|was) said of\b"
        + @"|\bof which\b.*\bwhat\b"
        + @"|\bwhich is nobody's\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Banned();
}
