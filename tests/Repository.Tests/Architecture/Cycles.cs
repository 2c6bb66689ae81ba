namespace RepositoryTests.Architecture;

internal static class Cycles
{
    /// <summary>Returns each set of two or more folders that all reach each other, in the order of their names.</summary>
    public static List<List<string>> Of(IReadOnlyCollection<Arrow> arrows)
    {
        var folders = arrows.SelectMany(arrow => new[] { arrow.From, arrow.To }).Distinct().Order(StringComparer.Ordinal).ToList();
        var reached = folders.ToDictionary(folder => folder, folder => ReachedFrom(folder, arrows));
        var cycles = new List<List<string>>();
        foreach (var folder in folders.Where(folder => !cycles.Any(cycle => cycle.Contains(folder))))
        {
            var cycle = folders.Where(other => reached[folder].Contains(other) && reached[other].Contains(folder)).ToList();
            if (cycle.Count > 1)
            {
                cycles.Add(cycle);
            }
        }

        return cycles;
    }

    private static HashSet<string> ReachedFrom(string start, IReadOnlyCollection<Arrow> arrows)
    {
        var reached = new HashSet<string>();
        var open = new Stack<string>([start]);
        while (open.TryPop(out var folder))
        {
            foreach (var arrow in arrows.Where(arrow => arrow.From == folder && reached.Add(arrow.To)))
            {
                open.Push(arrow.To);
            }
        }

        return reached;
    }
}
