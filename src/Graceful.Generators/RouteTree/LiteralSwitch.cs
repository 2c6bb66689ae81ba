namespace Graceful.Generators.RouteTree;

/// <summary>
/// The decisions that lead from a path to the few literals that it can begin with or be: first its length, when it must be one of
/// them, then one character after the other, each time the one that tells most of them apart.
/// </summary>
internal abstract record LiteralSwitch(int Count)
{
    private const int CaseBit = 0x20;

    /// <summary>Compare with each.</summary>
    public sealed record Compare(IReadOnlyList<LiteralText> Literals) : LiteralSwitch(Literals.Sum(literal => literal.Count));

    /// <summary>Decide by the length of the path.</summary>
    public sealed record ByLength(IReadOnlyList<KeyValuePair<int, LiteralSwitch>> Cases) : LiteralSwitch(Cases.Sum(c => c.Value.Count));

    /// <summary>Decide by one character; with <paramref name="IgnoreCase"/>, its case bit set.</summary>
    public sealed record ByCharacter(int Index, bool IgnoreCase, IReadOnlyList<KeyValuePair<char, LiteralSwitch>> Cases)
        : LiteralSwitch(Cases.Sum(c => c.Value.Count));

    /// <summary>For a path that must be one of them.</summary>
    public static LiteralSwitch OfWhole(IReadOnlyList<LiteralText> literals) => literals.Count <= 2 ? new Compare(literals) : new ByLength(
        [.. literals
            .GroupBy(literal => literal.Text.Length)
            .OrderBy(group => group.Key)
            .Select(group => new KeyValuePair<int, LiteralSwitch>(group.Key, ByCharacters([.. group])))]);

    /// <summary>For a path that must begin with one of them, of which none begins with another.</summary>
    public static LiteralSwitch OfBeginnings(IReadOnlyList<LiteralText> literals) => literals.Count <= 2 ? new Compare(literals) : ByCharacters(literals);

    private static LiteralSwitch ByCharacters(IReadOnlyList<LiteralText> literals)
    {
        var index = literals.Count < 2 ? -1 : BestIndex(literals);
        if (index < 0)
        {
            return new Compare(literals);
        }

        var ignoreCase = literals.Any(literal => IsLetter(literal.Text[index]));
        return new ByCharacter(
            index,
            ignoreCase,
            [.. literals
                .GroupBy(literal => Fold(literal.Text[index], ignoreCase))
                .OrderBy(group => group.Key)
                .Select(group => new KeyValuePair<char, LiteralSwitch>(group.Key, ByCharacters([.. group])))]);
    }

    /// <summary>
    /// Where the most different characters are. Only positions that are ASCII in every literal: no other character equals an
    /// ASCII one when case is ignored, so that the switch cannot lead away from what the comparison would accept.
    /// </summary>
    private static int BestIndex(IReadOnlyList<LiteralText> literals)
    {
        var (best, bestCount) = (-1, 1);
        var shortest = literals.Min(literal => literal.Text.Length);
        var seen = new HashSet<char>();
        for (var i = 1; i < shortest && bestCount < literals.Count; i++)
        {
            if (literals.All(literal => literal.Text[i] < 0x80))
            {
                var ignoreCase = literals.Any(literal => IsLetter(literal.Text[i]));
                seen.Clear();
                foreach (var literal in literals)
                {
                    seen.Add(Fold(literal.Text[i], ignoreCase));
                }

                if (seen.Count > bestCount)
                {
                    (best, bestCount) = (i, seen.Count);
                }
            }
        }

        return best;
    }

    private static char Fold(char c, bool ignoreCase) => ignoreCase ? (char)(c | CaseBit) : c;

    private static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');
}
