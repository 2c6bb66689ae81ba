using Graceful.Generators.RouteTree;

namespace Generator.Tests.RouteTree;

/// <summary>The decisions lead each path to its route, and to few others.</summary>
public sealed class LiteralSwitchTests
{
    [Fact]
    public void Every_route_of_a_large_table_is_reached()
    {
        var paths = RandomPaths(20261122, string.Empty);
        var tree = LiteralSwitch.OfWhole([.. paths.Select(Text)]);

        Assert.Equal(paths.Length, tree.Count);
        Assert.Contains(Comparisons(tree), compare => compare.Literals.Count == 1);
        foreach (var path in paths)
        {
            Assert.Equal(path, Find(tree, path));
            Assert.Equal(path, Find(tree, path.ToUpperInvariant()));
            Assert.Equal(path, Find(tree, path.ToLowerInvariant()));
            Assert.Null(Find(tree, path + "?"));
        }
    }

    [Fact]
    public void Every_beginning_of_a_large_table_is_reached()
    {
        var paths = RandomPaths(20261123, "/");
        var tree = LiteralSwitch.OfBeginnings([.. paths.Select(Text)]);

        Assert.Equal(paths.Length, tree.Count);
        foreach (var path in paths)
        {
            Assert.Equal(path, Find(tree, path.ToUpperInvariant() + "rest"));
            Assert.Equal(path, Find(tree, path.ToLowerInvariant() + "rest"));
            Assert.Null(Find(tree, path[..^1]));
        }
    }

    [Fact]
    public void Routes_of_ascii_are_compared_with_one_only()
    {
        var tree = LiteralSwitch.OfWhole([.. Enumerable.Range(0, 1000).Select(i => Text($"/Item{i:0000}x"))]);

        Assert.All(Comparisons(tree), compare => Assert.Single(compare.Literals));
    }

    [Fact]
    public void Two_routes_are_compared_and_more_are_distinguished_in_a_fixed_order()
    {
        Assert.Equal(["/b", "/a"], Assert.IsType<LiteralSwitch.Compare>(Tree("/b", "/a")).Literals.Select(literal => literal.Text));
        Assert.Equal(2, Assert.IsType<LiteralSwitch.Compare>(Branches("/b/", "/a/")).Literals.Count);

        var byLength = Assert.IsType<LiteralSwitch.ByLength>(Tree("/long", "/b", "/A", "/sh"));
        Assert.Equal([2, 3, 5], byLength.Cases.Select(next => next.Key));
        var byCharacter = Assert.IsType<LiteralSwitch.ByCharacter>(byLength.Cases[0].Value);
        Assert.Equal((1, true), (byCharacter.Index, byCharacter.IgnoreCase));
        Assert.Equal(['a', 'b'], byCharacter.Cases.Select(next => next.Key));
        Assert.All(Comparisons(byLength), compare => Assert.Single(compare.Literals));

        // The position with the most different characters, and the first of several.
        Assert.Equal(2, Assert.IsType<LiteralSwitch.ByCharacter>(Branches("/ax1/", "/ay2/", "/bz3/", "/bw4/")).Index);
        Assert.False(Assert.IsType<LiteralSwitch.ByCharacter>(Branches("/a1/", "/a2/", "/a3/")).IgnoreCase);
    }

    [Fact]
    public void The_table_does_not_depend_on_the_order_of_the_files()
    {
        RouteEntry[] entries = [Entry("/b"), Entry("/a"), Entry("/aaa"), Entry("/A")];
        var table = RouteTable.Build(entries.Take(3));

        Assert.Equal(table, RouteTable.Build(entries.Take(3).Reverse()));
        Assert.Equal(["/a", "/aaa", "/b"], table.Routes.Select(route => route.Route));
    }

    [Fact]
    public void Of_two_equal_routes_the_first_is_kept()
    {
        var table = RouteTable.Build([Entry("/a"), Entry("/A")]);

        Assert.Equal("/a", Assert.Single(table.Routes).Route);
    }

    /// <summary>
    /// The letters at both ends of the alphabet with the characters beside them. Only the third character may be outside ASCII, so that
    /// the others distinguish the paths.
    /// </summary>
    private static string[] RandomPaths(int seed, string end)
    {
        const string Ascii = "aAbyzZ019-_.~@`[{";
        const string All = Ascii + "é\u00c9\u0178\u00ff";
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, 3000)
                .Select(_ => "/" + string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(i => Pick(i == 2 ? All : Ascii))) + end)
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];

        char Pick(string alphabet) => alphabet[random.Next(alphabet.Length)];
    }

    private static LiteralSwitch Tree(params string[] paths) => LiteralSwitch.OfWhole([.. paths.Select(Text)]);

    private static LiteralSwitch Branches(params string[] paths) => LiteralSwitch.OfBeginnings([.. paths.Select(Text)]);

    private static RouteEntry Entry(string path) => new(RoutePattern.Parse(path, out _)!, RouteVerbs.None, 0, path);

    private static LiteralText Text(string text) => new(text, new RouteNode(text), 1);

    private static string? Find(LiteralSwitch node, string path) => node switch
    {
        LiteralSwitch.ByLength byLength => Next(byLength.Cases, path.Length, path),
        LiteralSwitch.ByCharacter byCharacter => byCharacter.Index >= path.Length ? null : Next(
            byCharacter.Cases,
            byCharacter.IgnoreCase ? (char)(path[byCharacter.Index] | 0x20) : path[byCharacter.Index],
            path),
        LiteralSwitch.Compare compare => compare.Literals.FirstOrDefault(literal => path.EndsWith("rest", StringComparison.Ordinal)
            ? path.StartsWith(literal.Text, StringComparison.OrdinalIgnoreCase)
            : path.Equals(literal.Text, StringComparison.OrdinalIgnoreCase))?.Text,
        _ => throw new InvalidOperationException(),
    };

    private static string? Next<T>(IEnumerable<KeyValuePair<T, LiteralSwitch>> cases, T value, string path)
        where T : IEquatable<T> =>
        cases.Where(candidate => candidate.Key.Equals(value)).Select(candidate => Find(candidate.Value, path)).SingleOrDefault();

    private static IEnumerable<LiteralSwitch.Compare> Comparisons(LiteralSwitch node) => node switch
    {
        LiteralSwitch.ByLength byLength => byLength.Cases.SelectMany(next => Comparisons(next.Value)),
        LiteralSwitch.ByCharacter byCharacter => byCharacter.Cases.SelectMany(next => Comparisons(next.Value)),
        LiteralSwitch.Compare compare => [compare],
        _ => throw new InvalidOperationException(),
    };
}
