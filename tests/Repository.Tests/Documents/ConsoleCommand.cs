using System.Text.RegularExpressions;

namespace RepositoryTests.Documents;

/// <summary>A command of a terminal session in a document, and the output that the document shows for it.</summary>
internal sealed partial record ConsoleCommand(string Command, string Output)
{
    /// <summary>
    /// Reads a block of the language <c>console</c>: a command follows the prompt <c>$ </c>, its output follows the command.
    /// </summary>
    public static IReadOnlyList<ConsoleCommand> Of(MarkdownBlock block)
    {
        Assert.Equal("console", block.Language);
        return [.. Prompt().Split(block.Text).Where(part => part.Length > 0).Select(Parse)];
    }

    /// <summary>Replaces numbers: process ids, durations and ports differ from one run to the next.</summary>
    public static string WithoutNumbers(string text) => Number().Replace(text, "#");

    private static ConsoleCommand Parse(string part)
    {
        var end = part.IndexOf('\n', StringComparison.Ordinal);
        return new(part[..end], part[(end + 1)..]);
    }

    [GeneratedRegex(@"^\$ ", RegexOptions.Multiline)]
    private static partial Regex Prompt();

    [GeneratedRegex(@"[0-9]+([.:][0-9]+)*")]
    private static partial Regex Number();
}
