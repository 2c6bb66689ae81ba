namespace Graceful.Generators.RouteTree;

/// <summary>
/// The decisions that lead from a path to the few routes that it can be: first its length, then one character after the other,
/// each time the one that tells most of them apart.
/// </summary>
internal abstract record LiteralSwitch(int Count)
{
    private const int CaseBit = 0x20;

    /// <summary>Compare with each.</summary>
    public sealed record Compare(IReadOnlyList<RouteEntry> Routes) : LiteralSwitch(Routes.Count);

    /// <summary>Decide by the length of the path.</summary>
    public sealed record ByLength(IReadOnlyList<KeyValuePair<int, LiteralSwitch>> Cases) : LiteralSwitch(Cases.Sum(c => c.Value.Count));

    /// <summary>Decide by one character; with <paramref name="IgnoreCase"/>, its case bit set.</summary>
    public sealed record ByCharacter(int Index, bool IgnoreCase, IReadOnlyList<KeyValuePair<char, LiteralSwitch>> Cases)
        : LiteralSwitch(Cases.Sum(c => c.Value.Count));

    public static LiteralSwitch Build(IEnumerable<RouteEntry> routes) => new ByLength(
        [.. routes
            .GroupBy(route => route.Pattern.LiteralPath.Length)
            .OrderBy(group => group.Key)
            .Select(group => new KeyValuePair<int, LiteralSwitch>(group.Key, OfOneLength([.. group])))]);

    private static LiteralSwitch OfOneLength(IReadOnlyList<RouteEntry> routes)
    {
        if (routes.Count < 2)
        {
            return new Compare(routes);
        }

        var paths = routes.Select(route => route.Pattern.LiteralPath).ToArray();
        var index = BestIndex(paths);
        if (index < 0)
        {
            return new Compare(routes);
        }

        return new ByCharacter(
            index,
            IgnoreCase: paths.Any(path => IsLetter(path[index])),
            [.. routes
                .GroupBy(route => Fold(route.Pattern.LiteralPath[index], paths.Any(path => IsLetter(path[index]))))
                .OrderBy(group => group.Key)
                .Select(group => new KeyValuePair<char, LiteralSwitch>(group.Key, OfOneLength([.. group])))]);
    }

    /// <summary>
    /// Where the most different characters are. Only positions that are ASCII in every path: no other character equals an ASCII
    /// one when case is ignored, so that the switch cannot lead away from what the comparison would accept.
    /// </summary>
    private static int BestIndex(string[] paths)
    {
        var (best, bestCount) = (-1, 1);
        for (var i = 1; i < paths[0].Length; i++)
        {
            if (paths.All(path => path[i] < 0x80))
            {
                var ignoreCase = paths.Any(path => IsLetter(path[i]));
                var count = paths.Select(path => Fold(path[i], ignoreCase)).Distinct().Count();
                if (count > bestCount)
                {
                    (best, bestCount) = (i, count);
                }
            }
        }

        return best;
    }

    private static char Fold(char c, bool ignoreCase) => ignoreCase ? (char)(c | CaseBit) : c;

    private static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');
}
