using System.Text.Json;
using System.Xml.Linq;

namespace RepositoryTests.Documents;

/// <summary>
/// Every code block of every document is compiled, executed or parsed, by its language. C# is compiled by
/// <c>tests/Generator.Tests/Documentation</c>, and the README's session is executed by <c>ReadmeSession</c> and <c>.ci/run</c>.
/// </summary>
public sealed class BlockTests
{
    private static readonly JsonDocumentOptions JsonWithComments = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    [Fact]
    public void Every_block_has_a_language_that_a_test_covers()
    {
        string[] covered = ["csharp", "sh", "console", "ini", "json", "xml", "dockerfile", "yaml", "text"];
        Report.Empty(MarkdownBlock.All
            .Where(block => !covered.Contains(block.Language) && !block.Language.StartsWith("arrows ", StringComparison.Ordinal))
            .Select(block => $"{block}: no test covers '{block.Language}'; output and diagrams are 'text'"));
    }

    [Fact]
    public void Text_has_no_commands() => Report.Empty(MarkdownBlock.All
        .Where(block => block.Language == "text")
        .SelectMany(block => block.Text.Split('\n')
            .Where(ShellCommands.IsCommand)
            .Select(line => $"{block}: '{line}' belongs into a block of 'sh' or 'console'")));

    [Fact]
    public void Commands_can_be_parsed_and_are_known() => Report.Empty(MarkdownBlock.All
        .Where(block => block.Language is "sh" or "console")
        .SelectMany(block => ShellCommands.Problems(block.Language == "sh" ? block.Text : ShellCommands.OfSession(block.Text))
            .Select(problem => $"{block}: {problem}")));

    [Fact]
    public void Json_can_be_parsed() => AssertEach("json", text => JsonDocument.Parse(text, JsonWithComments).Dispose());

    [Fact]
    public void Xml_can_be_parsed() => AssertEach("xml", text => XDocument.Parse($"<block>{text}</block>"));

    [Fact]
    public void Settings_and_units_can_be_parsed() => AssertEach("ini", text =>
    {
        foreach (var line in text.Split('\n').Where(line => line.Length > 0 && line[0] is not ('#' or ';')))
        {
            var isSection = line.StartsWith('[') && line.EndsWith(']');
            if (!isSection && line.IndexOf('=') <= 0)
            {
                throw new FormatException($"'{line}' is neither [Section] nor Key=value.");
            }
        }
    });

    [Fact]
    public void Container_files_can_be_parsed() => AssertEach("dockerfile", text =>
    {
        string[] known =
        [
            "ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "RUN", "STOPSIGNAL", "USER",
            "VOLUME", "WORKDIR",
        ];
        var lines = text.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n');
        foreach (var line in lines.Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (!known.Contains(line.Split(' ')[0]))
            {
                throw new FormatException($"'{line}' is no instruction.");
            }
        }
    });

    [Fact]
    public void Yaml_can_be_parsed() => AssertEach("yaml", text =>
    {
        foreach (var line in text.Split('\n').Where(line => line.Trim().Length > 0 && !line.TrimStart().StartsWith('#')))
        {
            var content = line.TrimStart(' ');
            if (line.Contains('\t', StringComparison.Ordinal) || (line.Length - content.Length) % 2 != 0
                || !(content.StartsWith("- ", StringComparison.Ordinal) || content.Contains(':', StringComparison.Ordinal)))
            {
                throw new FormatException($"'{line}' is neither 'key: value' nor '- item', indented by pairs of spaces.");
            }
        }
    });

    private static void AssertEach(string language, Action<string> parse)
    {
        var problems = new List<string>();
        foreach (var block in MarkdownBlock.All.Where(block => block.Language == language))
        {
            try
            {
                parse(block.Text);
            }
            catch (Exception problem) when (problem is JsonException or System.Xml.XmlException or FormatException)
            {
                problems.Add($"{block}: {problem.Message}");
            }
        }

        Report.Empty(problems);
    }
}
