namespace Graceful.Generators.RouteTree;

/// <summary>
/// The decisions that lead from a path to the few literals that it can equal or begin with: first its length, when it must equal one
/// of them, then one character after the other, each time the one that distinguishes most of them.
/// </summary>
internal abstract record LiteralSwitch(int Count)
{
    private const int CaseBit = 0x20;

    /// <summary>Compares with each literal.</summary>
    public sealed record Compare(IReadOnlyList<LiteralText> Literals) : LiteralSwitch(Literals.Sum(literal => literal.Count));

    /// <summary>Decides by the length of the path.</summary>
    public sealed record ByLength(IReadOnlyList<KeyValuePair<int, LiteralSwitch>> Cases) : LiteralSwitch(Cases.Sum(c => c.Value.Count));

    /// <summary>Decides by one character; with <paramref name="IgnoreCase"/>, its case bit set.</summary>
    public sealed record ByCharacter(int Index, bool IgnoreCase, IReadOnlyList<KeyValuePair<char, LiteralSwitch>> Cases)
        : LiteralSwitch(Cases.Sum(c => c.Value.Count));

    /// <summary>Returns the decisions for a path that must equal one of the literals.</summary>
    public static LiteralSwitch OfWhole(IReadOnlyList<LiteralText> literals) => literals.Count <= 2 ? new Compare(literals) : new ByLength(
        [.. literals
            .GroupBy(literal => literal.Text.Length)
            .OrderBy(group => group.Key)
            .Select(group => new KeyValuePair<int, LiteralSwitch>(group.Key, ByCharacters([.. group])))]);

    /// <summary>Returns the decisions for a path that must begin with one of the literals; none is a prefix of another.</summary>
    public static LiteralSwitch OfBeginnings(IReadOnlyList<LiteralText> literals) =>
        literals.Count <= 2 ? new Compare(literals) : ByCharacters(literals);

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
    /// Returns the position with the most different characters. Only positions that are ASCII in every literal: no other character
    /// equals an ASCII one when case is ignored, so the switch never excludes a literal that the comparison would accept.
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
