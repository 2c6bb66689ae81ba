using Instruments.Servers;

namespace RepositoryTests.Architecture;

/// <summary>The arrows that docs/architecture.md lists: one code block per project, one line per folder.</summary>
internal static class FolderMap
{
    private const string Document = "docs/architecture.md";

    /// <param name="project">The project's folder, which the first line of its block names.</param>
    public static SortedSet<Arrow> Read(string project)
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, Document));
        var start = Array.IndexOf(lines, $"```arrows {project}");
        Assert.True(start >= 0, $"{Document} has no code block that begins with '```arrows {project}'.");
        var arrows = new SortedSet<Arrow>();
        foreach (var line in lines.Skip(start + 1).TakeWhile(line => line != "```").Where(line => line.Length > 0))
        {
            var sides = line.Split("->", StringSplitOptions.TrimEntries);
            Assert.True(sides.Length == 2, $"{Document}: '{line}' is not 'Folder -> Folder, Folder'.");
            foreach (var to in sides[1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                arrows.Add(new(sides[0], to));
            }
        }

        return arrows;
    }

    /// <summary>Writes arrows as the document lists them.</summary>
    public static string Write(IEnumerable<Arrow> arrows)
        => string.Join('\n', arrows
            .GroupBy(arrow => arrow.From)
            .Select(folder => $"{folder.Key} -> {string.Join(", ", folder.Select(arrow => arrow.To))}"));
}
