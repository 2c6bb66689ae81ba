using System.Text.RegularExpressions;
using Instruments.Servers;

namespace RepositoryTests.Documents;

/// <summary>A fenced code block of a Markdown file.</summary>
/// <param name="File">The file, relative to the repository's root.</param>
/// <param name="Line">The line of the opening fence, from 1.</param>
/// <param name="Language">The text after the opening fence.</param>
/// <param name="Heading">The nearest heading above.</param>
/// <param name="Comment">The HTML comment on the line before the block: instructions for its test.</param>
internal sealed partial record MarkdownBlock(string File, int Line, string Language, string Text, string Heading, string? Comment)
{
    /// <summary>The documents of the repository: those beside the solution, of docs, and of every sample.</summary>
    public static IReadOnlyList<string> Files { get; } =
    [
        .. Directory.EnumerateFiles(Repository.Root, "*.md")
            .Concat(new[] { "docs", "samples", "bench", ".github" }
                .Select(folder => Path.Combine(Repository.Root, folder))
                .Where(Directory.Exists)
                .SelectMany(folder => Directory.EnumerateFiles(folder, "*.md", SearchOption.AllDirectories)))
            .Select(file => Path.GetRelativePath(Repository.Root, file))
            .Where(file => !file.Split('/').Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal),
    ];

    public static IReadOnlyList<MarkdownBlock> All { get; } = [.. Files.SelectMany(file => Of(file))];

    public static IEnumerable<MarkdownBlock> Of(string file)
    {
        var lines = System.IO.File.ReadAllLines(Path.Combine(Repository.Root, file));
        var (heading, comment) = ("", (string?)null);
        for (var i = 0; i < lines.Length; i++)
        {
            if (Fence().Match(lines[i]) is { Success: true } fence)
            {
                var start = i + 1;
                var indent = fence.Groups["indent"].Length;
                for (i = start; i < lines.Length && lines[i].Trim() != "```"; i++)
                {
                }

                var text = lines[start..i].Select(line => line.Length >= indent ? line[indent..] : line);
                var whole = string.Concat(text.Select(line => line + "\n"));
                yield return new(file, start, fence.Groups["language"].Value, whole, heading, comment);
                comment = null;
            }
            else if (lines[i].StartsWith('#'))
            {
                heading = lines[i].TrimStart('#').Trim();
            }
            else if (lines[i].Length > 0)
            {
                comment = HtmlComment().Match(lines[i]) is { Success: true } found ? found.Groups["text"].Value : null;
            }
        }
    }

    /// <summary>Returns the words after <c>key:</c> in the comment before the block.</summary>
    public IReadOnlyList<string> Instruction(string key)
        => Comment is not null && Comment.StartsWith(key + ":", StringComparison.Ordinal)
            ? Comment[(key.Length + 1)..].Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)
            : [];

    public override string ToString() => $"{File}:{Line}";

    [GeneratedRegex("^(?<indent> *)```(?<language>.*)$")]
    private static partial Regex Fence();

    [GeneratedRegex("^ *<!-- *(?<text>.*?) *-->$")]
    private static partial Regex HtmlComment();
}
