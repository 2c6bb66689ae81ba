using Graceful.Generators.RouteTree;

namespace Generator.Tests.RouteTree;

/// <summary>The trie from which the switch is emitted.</summary>
public sealed class RouteNodeTests
{
    [Fact]
    public void A_route_ends_where_its_further_segments_may_be_absent()
    {
        var root = Build("/", "/{a?}", "/a", "/a/{b=1}/{c?}", "/a/{b}/{c}", "/x/{*rest}", "/y/{*rest:int}", "/z/{*rest:nonfile}",
            "/w/{*rest:int=5}");

        Assert.Equal(["/", "/{a?}"], Routes(root.Ends));
        Assert.Equal(["/a", "/a/{b=1}/{c?}"], Routes(root.Literals["a"].Ends));
        Assert.Equal([1, 1], root.Literals["A"].Ends.Select(leaf => leaf.Present));
        Assert.Equal(["/a/{b=1}/{c?}"], Routes(root.Literals["a"].Parameter!.Ends));
        Assert.Equal(["/a/{b=1}/{c?}", "/a/{b}/{c}"], Routes(root.Literals["a"].Parameter!.Parameter!.Ends));

        Assert.Equal(["/x/{*rest}"], Routes(root.Literals["x"].Ends));
        Assert.Empty(root.Literals["y"].Ends);
        Assert.Equal(["/z/{*rest:nonfile}"], Routes(root.Literals["z"].Ends));
        Assert.Equal(["/w/{*rest:int=5}"], Routes(root.Literals["w"].Ends));
        Assert.Equal(2, Assert.Single(root.Literals["x"].CatchAlls).Present);
    }

    [Fact]
    public void Segments_with_constraints_or_several_parts_have_a_node_of_their_own()
    {
        var root = Build("/{a:int}", "/{a}.{b}", "/{a}", "/{*a}", "/{*b:int}");

        Assert.Equal(["/{a:int}", "/{a}.{b}"], Routes(root.Constrained!.Ends).Order(StringComparer.Ordinal));
        Assert.Equal(["/{a}"], Routes(root.Parameter!.Ends));
        Assert.Equal(["/{*b:int}", "/{*a}"], Routes(root.CatchAlls));
        Assert.Equal(("/{:}", "/{}"), (root.Constrained.Path, root.Parameter.Path));
        Assert.Equal(6, root.Leaves().Count());
    }

    [Fact]
    public void Leaves_are_those_of_every_descendant()
    {
        var root = Build("/", "/a", "/a/b", "/{a:int}", "/{a}", "/{a}/{b}");

        Assert.Equal(["/", "/a", "/a/b", "/{a:int}", "/{a}", "/{a}/{b}"], Routes(root.Leaves()));
    }

    /// <summary>The order of several routes at one end.</summary>
    [Fact]
    public void The_best_route_at_an_end_comes_first()
    {
        RouteEntry[] routes =
        [
            Entry("/{a=1}") with { Route = string.Empty },
            Entry("/{*a}") with { Route = string.Empty },
            Entry("/", RouteVerbs.None),
            Entry("/", RouteVerbs.Post),
            Entry("/", RouteVerbs.Get) with { Route = "z" },
            Entry("/", RouteVerbs.Get) with { Route = "a" },
            Entry("/", RouteVerbs.Get | RouteVerbs.Head),
            Entry("/", RouteVerbs.Get) with { Hosts = "*.example" },
            Entry("/", RouteVerbs.Get) with { Hosts = "b.example" },
            Entry("/", RouteVerbs.Get) with { Hosts = "a.example" },
        ];
        string[] expected =
        [
            "GET, HEAD /", "GET / a.example", "GET / b.example", "GET / *.example", "GET /  a", "GET /  z", "POST /", "/", "GET /{a=1}",
            "GET /{*a}",
        ];

        foreach (var order in new[] { routes, [.. routes.Reverse()] })
        {
            var ends = RouteNode.Build(order).Ends.Select(leaf => leaf.Route);

            Assert.Equal(expected, ends.Select(route => $"{route.Title} {route.Hosts} {route.Route.Trim('/')}".TrimEnd()));
        }
    }

    [Fact]
    public void Patterns_that_differ_only_in_their_text_have_a_fixed_order()
    {
        RouteEntry[] routes = [Entry("/{b:int}") with { Route = "1" }, Entry("/{a:int}") with { Route = "2" }];

        Assert.Equal(["2", "1"], Routes(RouteNode.Build(routes).Constrained!.Ends));
    }

    [Fact]
    public void Tails_are_the_paths_that_consist_of_literals()
    {
        var tails = Build("/", "/a", "/a/b/c", "/a/{x}", "/d/{x}/e", "/f/{x?}").Tails();

        Assert.Equal(["/a 1", "/a/b/c 1", "/f 1"], tails.Select(tail => $"{tail.Text} {tail.Count}"));
    }

    [Fact]
    public void Branches_lead_to_parameters_up_to_the_first_fork()
    {
        var branches = Build("/a", "/b/{x}", "/c/d/e/{x}", "/c/d/f", "/g/h/{x}", "/g/i/{x}", "/j/{x}/k/{y}", "/j/k/{x}", "/l/{*x}",
            "/m/{x:int}").Branches();

        Assert.Equal(["/b/ 1", "/c/d/e/ 1", "/g/ 2", "/j/ 2", "/l/ 2", "/m/ 1"],
            branches.Select(branch => $"{branch.Text} {branch.Count}"));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 1)]
    [InlineData(5, 2)]
    [InlineData(9, 3)]
    public void Four_routes_of_an_end_count_as_one_leaf(int routes, int count)
    {
        var root = RouteNode.Build(Enumerable.Range(0, routes).Select(i => Entry("/") with { Route = $"{i}" }));

        Assert.Equal(count, root.Count);
    }

    [Fact]
    public void The_amount_of_code_is_that_of_every_descendant()
    {
        Assert.Equal(6, Build("/", "/a", "/a/b", "/{a:int}", "/{a}", "/{a}/{b}").Count);

        // A catch-all of one node, and the end of the path before it.
        Assert.Equal(2, Build("/{*a}").Count);
        Assert.Equal(3, Build("/b", "/{*a}").Count);
    }

    [Theory]
    [InlineData("/a", false)]
    [InlineData("/a/b", false)]
    [InlineData("/{a}", true)]
    [InlineData("/a/{b}", true)]
    [InlineData("/a/b/{c:int}", true)]
    [InlineData("/a/{*b}", true)]
    public void A_node_knows_whether_a_parameter_may_follow(string pattern, bool leads) =>
        Assert.Equal(leads, Build("/x", pattern).LeadsToParameters);

    /// <summary>The code after a literal may return at once when nothing else can match.</summary>
    [Theory]
    [InlineData("/a/b", new[] { "/a/b" }, false)]
    [InlineData("/a/b", new[] { "/a/b", "/a/c", "/{x}" }, false)]
    [InlineData("/a/b", new[] { "/a/b", "/{x}/c" }, false)]
    [InlineData("/a/b", new[] { "/a/b", "/{x}/c/d", "/{x}/{y}/{z}" }, false)]
    [InlineData("/a/b", new[] { "/a/b", "/a/b/{x}" }, false)]
    [InlineData("/a/b", new[] { "/a/b", "/a/b/{x?}" }, false)]
    [InlineData("/a/b", new[] { "/a/b", "/a/{x}" }, true)]
    [InlineData("/a/b", new[] { "/a/b", "/a/{x:int}" }, true)]
    [InlineData("/a/b", new[] { "/a/b", "/a/{*x}" }, true)]
    [InlineData("/a/b", new[] { "/a/b", "/{*x}" }, true)]
    [InlineData("/a/b", new[] { "/a/b", "/{x}/b" }, true)]
    [InlineData("/a/b", new[] { "/a/b", "/{x:int}/b" }, true)]
    [InlineData("/a/b", new[] { "/a/b", "/{x}/{y}" }, true)]
    [InlineData("/a/b", new[] { "/a/b", "/{x}/{y?}" }, true)]
    [InlineData("/a/b", new[] { "/a/b", "/{x}/b/{y?}" }, true)]
    public void A_literal_path_has_another_match_where_a_parameter_matches_it(string path, string[] patterns, bool hasOtherMatch) =>
        Assert.Equal(hasOtherMatch, Build(patterns).HasOtherMatch(path));

    [Fact]
    public void Verbs_are_named_in_titles()
    {
        Assert.Equal("GET, HEAD, POST, PUT, DELETE, PATCH, OPTIONS /a", Entry("/a", (RouteVerbs)127).Title);
        Assert.Equal("/a", Entry("/a", RouteVerbs.None).Title);
        Assert.Equal(RouteVerbs.Get | RouteVerbs.Head, RouteVerbs.Get.Answered());
        Assert.Equal(RouteVerbs.Put, RouteVerbs.Put.Answered());
    }

    private static IEnumerable<string> Routes(IEnumerable<RouteLeaf> leaves) => leaves.Select(leaf => leaf.Route.Route);

    private static RouteNode Build(params string[] patterns) => RouteNode.Build(patterns.Select(pattern => Entry(pattern)));

    private static RouteEntry Entry(string pattern, RouteVerbs verbs = RouteVerbs.Get) =>
        new(RoutePattern.Parse(pattern, out _)!, verbs, 0, pattern);
}
