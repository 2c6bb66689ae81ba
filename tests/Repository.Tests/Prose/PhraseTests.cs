using System.Text.RegularExpressions;

namespace RepositoryTests.Prose;

/// <summary>Phrases that this project does not use, in comments, messages, documents and names of tests.</summary>
public sealed partial class PhraseTests
{
    private const string OwnFile = "tests/Repository.Tests/Prose/PhraseTests.cs";

    [Fact]
    public void Sources_and_documents_avoid_them() => Report.Empty(
        from file in Files()
        from line in RepositoryFiles.LinesOf(file)
        from prose in ProseOf(file, line.Text)
        where Banned().IsMatch(prose)
        select $"{file}:{line.Number}: {line.Text.Trim()}");

    [Theory]
    [InlineData("Whoever connects there", true)]
    [InlineData("The_log_says_so", true)]
    [InlineData("the client asks again", true)]
    [InlineData("mend it and signal again", true)]
    [InlineData("the file that stands there", true)]
    [InlineData("/// <summary>Whether the value is set.</summary>", true)]
    [InlineData("/// <param name=\"kind\">What the action returns.</param>", true)]
    [InlineData("/// <summary>True when the value is set.</summary>", false)]
    [InlineData("a recommended setting", false)]
    [InlineData("the standing order", false)]
    [InlineData("a task", false)]
    [InlineData("an action with NoBody", false)]
    public void A_phrase_is_recognized(string line, bool banned) => Assert.Equal(banned, Banned().IsMatch(line));

    private static IEnumerable<string> Files() => RepositoryFiles.Below("src", "docs", "samples", "tests", "bench")
        .Concat(["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"])
        .Where(file => Path.GetExtension(file) is ".cs" or ".md" or ".props" or ".targets" or ".csproj")
        .Where(file => file != OwnFile);

    /// <summary>
    /// Returns the parts of a line that are prose. The strings of tests and benchmarks are data: only their comments are, and the names of
    /// tests.
    /// </summary>
    private static IEnumerable<string> ProseOf(string file, string line)
    {
        var hasData = file.StartsWith("tests/", StringComparison.Ordinal) || file.StartsWith("bench/", StringComparison.Ordinal);
        return hasData && file.EndsWith(".cs", StringComparison.Ordinal)
            ? ProseOfTest().Matches(line).Select(part => part.Value)
            : [line];
    }

    /// <summary>A comment, or the name of a test.</summary>
    [GeneratedRegex(@"(^|\s)//.*|(?<=\b(void|Task) )\w+_\w+(?=\()")]
    private static partial Regex ProseOfTest();

    /// <summary>Name the process, the client or the file instead, and use the technical verb. Names of tests have underscores.</summary>
    [GeneratedRegex(
        @"(?<![A-Za-z])([Ww]hoever|[Nn]obody|[Ss]omebody|[Aa]nybody|[Ee]verybody)(?![A-Za-z])"
        + @"|(?<![A-Za-z])([Aa]sk(s|ed|ing)?|[Ss]ays|[Ss]aid|[Mm]end(s|ed|ing)?|stood)(?![A-Za-z])"
        + @"|(?<![A-Za-z])[Ss]tands?[ _](there|behind|in[ _]front|in[ _]for|beside|alone|still)(?![A-Za-z])"
        + @"|<(summary|param name=""\w+"")>(Whether|What|Who|Why)\b"
        + @"|<summary>(How|Where|When)\b"
        + @"|\bof which\b.*\bwhat\b")]
    private static partial Regex Banned();
}
