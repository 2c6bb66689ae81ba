using System.Text.RegularExpressions;
using Instruments.Servers;

namespace RepositoryTests.Documents;

/// <summary>Links between documents lead to files and headings that exist.</summary>
public sealed partial class LinkTests
{
    [Fact]
    public void Links_lead_somewhere() => Report.Empty(MarkdownBlock.Files.SelectMany(Broken));

    private static IEnumerable<string> Broken(string file)
    {
        foreach (Match link in Link().Matches(File.ReadAllText(Path.Combine(Repository.Root, file))))
        {
            var parts = link.Groups["target"].Value.Split('#', 2);
            var target = parts[0].Length == 0 ? file : Path.Combine(Path.GetDirectoryName(file)!, parts[0]);
            var path = Path.GetFullPath(Path.Combine(Repository.Root, target));
            if (!Path.Exists(path))
            {
                yield return $"{file}: {link.Groups["target"].Value} does not exist";
            }
            else if (parts.Length == 2 && path.EndsWith(".md", StringComparison.Ordinal) && !Anchors(path).Contains(parts[1]))
            {
                yield return $"{file}: {link.Groups["target"].Value} names no heading";
            }
        }
    }

    /// <summary>Returns the anchors that GitHub gives to the headings.</summary>
    private static HashSet<string> Anchors(string path) =>
    [
        .. File.ReadAllLines(path).Where(line => line.StartsWith('#'))
            .Select(line => NoAnchorCharacter().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-')),
    ];

    [GeneratedRegex(@"\]\((?<target>(?!https?:|mailto:)[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoAnchorCharacter();
}
