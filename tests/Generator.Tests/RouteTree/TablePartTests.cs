using Generator.Tests.Harness;
using Generator.Tests.Matching;
using Graceful.Generators.RouteTree;

namespace Generator.Tests.RouteTree;

/// <summary>The parts into which the routes of a large program are split.</summary>
public sealed class TablePartTests
{
    private const int Seed = 20261129;

    [Theory]
    [InlineData("/", "/{a?}")]
    [InlineData("/", "/{*a}")]
    [InlineData("/a", "/A")]
    [InlineData("/é", "/É")]
    [InlineData("/a", "/a/{b?}")]
    [InlineData("/a/{b}", "/a/{b:int}")]
    [InlineData("/a/{b}", "/a/{*rest}")]
    [InlineData("/a/{b}.{c?}", "/A/{b=1}/{c?}")]
    [InlineData("/{tenant}/a", "/{tenant:int}/A/{b?}")]
    public void Routes_that_may_end_at_one_node_are_in_one_part(string left, string right) =>
        Assert.Equal(Hash(left), Hash(right));

    [Theory]
    [InlineData("/a", "/b")]
    [InlineData("/a", "/a/b")]
    [InlineData("/a/b", "/ab")]
    [InlineData("/a/{id}", "/a/{id}/b")]
    [InlineData("/{id}/a", "/a/{id}")]
    public void Routes_of_different_paths_may_be_in_different_parts(string left, string right) =>
        Assert.NotEqual(Hash(left), Hash(right));

    [Fact]
    public void All_lines_of_a_node_are_in_one_part()
    {
        var several = 0;
        foreach (var table in RandomRoutes.Table.Sample(100, 100, Seed))
        {
            foreach (var node in Nodes(RouteNode.Build(table)))
            {
                var hashes = node.Ends.Concat(node.CatchAlls).Select(leaf => TablePart.Hash(leaf.Route.Pattern)).ToArray();
                Assert.True(hashes.Distinct().Count() <= 1, node.Path);
                several += hashes.Length > 1 ? 1 : 0;
            }
        }

        Assert.True(several > 100, $"Only {several} nodes have several lines.");
    }

    /// <summary>Generated files must not depend on the process that generates them.</summary>
    [Theory]
    [InlineData("/", 18718716)]
    [InlineData("/orders/{id:int}", 468589507)]
    [InlineData("/orders/{id}/lines", 1736986197)]
    public void The_number_is_the_same_in_every_process(string pattern, int expected) => Assert.Equal(expected, Hash(pattern));

    [Theory]
    [InlineData(128, 1)]
    [InlineData(129, 2)]
    [InlineData(512, 4)]
    [InlineData(513, 8)]
    [InlineData(5000, 64)]
    public void The_number_of_parts_is_a_power_of_two(int routes, int parts) =>
        Assert.Equal(parts, TablePart.Split(Entries(routes)).Count());

    [Fact]
    public void Parts_have_about_the_same_size_and_each_route_is_in_one()
    {
        var entries = Entries(5000);
        var parts = TablePart.Split(entries).ToArray();

        Assert.Equal(entries.ToHashSet(), parts.SelectMany(part => part.Routes).ToHashSet());
        Assert.Equal(entries.Length, parts.Sum(part => part.Routes.Count));
        Assert.All(parts, part => Assert.InRange(part.Routes.Count, 30, 160));
    }

    private static RouteEntry[] Entries(int count) => [.. Enumerable.Range(0, count).Select(i =>
        new RouteEntry(RoutePattern.Parse($"/api/v{i % 7}/resource{i / 10}/{{id}}/part{i % 10}", out _)!, RouteVerbs.Get, 0, $"{i}"))];

    private static int Hash(string pattern) => TablePart.Hash(RoutePattern.Parse(pattern, out _)!);

    private static IEnumerable<RouteNode> Nodes(RouteNode node) => new[] { node.Constrained, node.Parameter }.OfType<RouteNode>()
        .Concat(node.Literals.Values)
        .SelectMany(Nodes)
        .Prepend(node);
}
