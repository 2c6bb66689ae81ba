using Graceful.Generators.RouteTree;

namespace Generator.Tests.RouteTree;

/// <summary>The decisions lead each path to its route, and to few others.</summary>
public sealed class LiteralSwitchTests
{
    [Fact]
    public void Every_route_of_a_large_table_is_reached()
    {
        var random = new Random(20261122);
        const string Alphabet = "abcXYZ019-_.~@`[{é\u00c9\u0178\u00ff";
        var paths = Enumerable.Range(0, 3000)
            .Select(_ => "/" + string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => Alphabet[random.Next(Alphabet.Length)])))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToArray();
        var tree = LiteralSwitch.OfWhole([.. paths.Select(Text)]);

        Assert.Equal(paths.Length, tree.Count);
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
        var random = new Random(20261123);
        const string Alphabet = "abcXYZ019-_.~@`[{é\u00c9\u0178\u00ff";
        var paths = Enumerable.Range(0, 3000)
            .Select(
                _ => "/" + string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => Alphabet[random.Next(Alphabet.Length)])) + "/")
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToArray();
        var tree = LiteralSwitch.OfBeginnings([.. paths.Select(Text)]);

        Assert.Equal(paths.Length, tree.Count);
        foreach (var path in paths)
        {
            Assert.Equal(path, Find(tree, path.ToUpperInvariant() + "rest"));
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
    public void The_table_does_not_depend_on_the_order_of_the_files()
    {
        RouteEntry[] entries = [Entry("/b"), Entry("/a"), Entry("/aaa"), Entry("/A")];
        var table = RouteTable.Build(entries.Take(3), []);

        Assert.Equal(table, RouteTable.Build(entries.Take(3).Reverse(), []));
        Assert.Equal(["/a", "/aaa", "/b"], table.Routes.Select(route => route.Route));
    }

    [Fact]
    public void Of_two_equal_routes_the_first_is_kept()
    {
        var table = RouteTable.Build([Entry("/a"), Entry("/A")], []);

        Assert.Equal("/a", Assert.Single(table.Routes).Route);
    }

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
