using Graceful.Generators.RouteTree;

namespace Generator.Tests.RouteTree;

/// <summary>Two routes of the same precedence tie when a path exists that both match, and the tie names such a path.</summary>
public sealed class RouteConflictTests
{
    private static readonly string LongText = new('a', 64);

    /// <summary>Two patterns, and the path of the tie.</summary>
    public static TheoryData<string, string, string> Overlapping => new()
    {
        // The end of the path: both routes must be able to end there.
        { "/", "/", "/" },
        { "/a", "/A/", "/a" },
        { "/a/{b?}", "/a/{c?}", "/a" },
        { "/a/{b?}", "/a/{c}", "/a/1" },
        { "/a/{b}", "/a/{c?}", "/a/1" },
        { "/{a?}", "/{b=1}", "/" },
        { "/{a=1}/{b}", "/{c=1}/{d}", "/1/1" },
        { "/{a=1}/{b?}", "/{c=2}/{d=3}", "/" },
        { "/{*a}", "/{*b}", "/" },

        // A default ends the path only when it satisfies its constraints; a catch-all only without constraints, or with nonfile.
        { "/{a:int=2}", "/{b:int=3}", "/" },
        { "/{a:int=x}", "/{b:int=3}", "/1" },
        { "/{a:int:min(5)=3}", "/{b:int:min(5)=7}", "/5" },
        { "/{*a:nonfile}", "/{*b:nonfile}", "/" },
        { "/{*a:int}", "/{*b:nonfile}", "/1" },
        { "/{*a:nonfile:int}", "/{*b:nonfile}", "/1" },

        // The numbers of constraints are tried first.
        { "/{a:min(7)}", "/{b:int}", "/7" },
        { "/{a:int}", "/{b:min(7)}", "/7" },
        { "/{a:max(-7)}", "/{b:int}", "/-7" },
        { "/{a:min(100)}", "/{b:max(100)}", "/100" },
        { "/{a:max(100)}", "/{b:min(100)}", "/100" },
        { "/{a:range(100,200)}", "/{b:range(200,300)}", "/200" },
        { "/{a:range(200,300)}", "/{b:range(100,200)}", "/200" },
        { "/{a:long}", "/{b:long}", "/3000000000" },
        { "/{a:long}", "/{b:int}", "/1" },

        // Texts of the length that a constraint names, in letters and in digits.
        { "/{a:length(3)}", "/{b:alpha}", "/aaa" },
        { "/{a:length(9)}", "/{b:int}", "/111111111" },
        { "/{a:length(6,9)}", "/{b:length(3,6)}", "/aaaaaa" },
        { "/{a:length(3,6)}", "/{b:length(6,9)}", "/aaaaaa" },
        { "/{a:minlength(20)}", "/{b:alpha}", "/aaaaaaaaaaaaaaaaaaaa" },
        { "/{a:minlength(20)}", "/{b:maxlength(20)}", "/aaaaaaaaaaaaaaaaaaaa" },
        { "/{a:minlength(0)}", "/{b:alpha}", "/a" },
        { "/{a:length(64)}", "/{b:alpha}", "/" + LongText },

        // Words of a regular expression.
        { "/{a:regex(^(foo|bar)$)}", "/{b:alpha}", "/foo" },
        { "/{a:regex(^(foo|x.y)$)}", "/{b:regex(^x)}", "/x.y" },
        { "/{a:regex(^z$)}", "/{b:alpha}", "/z" },
        { "/{a:regex(^A$)}", "/{b:alpha}", "/A" },
        { "/{a:regex(^Z$)}", "/{b:alpha}", "/Z" },

        // Every other kind of constraint, with a value that few kinds accept.
        { "/{a:guid}", "/{b:guid}", "/0f8fad5b-d9cb-469f-a165-70867728950e" },
        { "/{a:bool}", "/{b:bool}", "/true" },
        { "/{a:decimal}", "/{b:regex(^1\\.5$)}", "/1.5" },
        { "/{a:double}", "/{b:regex(^1\\.5$)}", "/1.5" },
        { "/{a:float}", "/{b:regex(^1e5$)}", "/1e5" },
        { "/{a:datetime}", "/{b:regex(^2020-01-31$)}", "/2020-01-31" },
        { "/{a:file}", "/{b:file}", "/1.5" },
        { "/{a:file}", "/{b:regex(^a.b$)}", "/a.b" },
        { "/{a:nonfile}", "/{b:nonfile}", "/1" },
        { "/{a:nonfile}", "/{b:regex(^a.$)}", "/a." },
        { "/{a:required}", "/{b:int}", "/1" },

        // Segments with several parts.
        { "/{a}.{b}", "/{c}.{d}", "/1.1" },
        { "/{a}.{b}", "/{c}-{d}", "/1.5-1.5" },
        { "/{a:int}.{b:alpha}", "/{c:int}.{d:alpha}", "/1.a" },
        { "/x{a}", "/{b:length(2)}", "/x1" },
        { "/{b:length(2)}", "/x{a}", "/x1" },
        { "/{a:int}.{b?}", "/{c:min(12)}", "/12" },
        { "/{a}.{b:int?}", "/{c:file}", "/1.1" },
        { "/{a:int}.{b:alpha}.{c}", "/{d:int}.{e:alpha}.{f}", "/1.a.1" },
        { "/x{a}", "/{b:regex(oo)}", "/xoo" },
        { "/{b:regex(oo)}", "/x{a}", "/xoo" },
        { "/a/{b}.{c}/{d:int}", "/a/{e}.{f}/{g:min(3)}", "/a/1.1/3" },
    };

    /// <summary>Two patterns of the same precedence without a path that both match.</summary>
    public static TheoryData<string, string> Disjoint => new()
    {
        { "/{a:int}", "/{b:alpha}" },
        { "/{a:long}", "/{b:alpha}" },
        { "/{a:guid}", "/{b:int}" },
        { "/{a:bool}", "/{b:int}" },
        { "/{a:decimal}", "/{b:alpha}" },
        { "/{a:double}", "/{b:alpha}" },
        { "/{a:float}", "/{b:alpha}" },
        { "/{a:datetime}", "/{b:alpha}" },
        { "/{a:file}", "/{b:nonfile}" },
        { "/{a:min(5)}", "/{b:max(4)}" },
        { "/{a:max(4)}", "/{b:min(5)}" },
        { "/{a:range(1,4)}", "/{b:range(5,9)}" },
        { "/{a:range(5,9)}", "/{b:range(1,4)}" },
        { "/{a:min(1)}", "/{b:alpha}" },
        { "/{a:max(1)}", "/{b:alpha}" },
        { "/{a:range(1,2)}", "/{b:alpha}" },
        { "/{a:length(3)}", "/{b:length(4)}" },
        { "/{a:length(4)}", "/{b:length(3)}" },
        { "/{a:minlength(4)}", "/{b:maxlength(3)}" },
        { "/{a:maxlength(3)}", "/{b:minlength(4)}" },
        { "/{a:regex(^x$)}", "/{b:regex(^y$)}" },
        { "/{a:alpha}", "/{b:regex(^a1$)}" },
        { "/{a:alpha}/{b}", "/{c:int}/{d}" },
        { "/{a}/{b:alpha}", "/{c}/{d:int}" },
        { "/{a:alpha}.{b}", "/{c:int}.{d}" },
        { "/{a}.{b:int}", "/{c}.{d:alpha}" },
        { "/{*a:int}", "/{*b:alpha}" },

        // Not the same precedence.
        { "/{a}", "/{b:int}" },
        { "/{*a}", "/{b}" },
        { "/a/{b}", "/{a}/b" },
        { "/a", "/b" },
    };

    [Theory]
    [MemberData(nameof(Overlapping))]
    public void Routes_that_match_the_same_path_tie(string left, string right, string path)
    {
        var tie = Assert.Single(Ties(Entry(left), Entry(right)));

        Assert.Equal((left, right, path), (tie.First.Route, tie.Second.Route, tie.Path));
    }

    [Theory]
    [MemberData(nameof(Disjoint))]
    public void Routes_without_a_common_path_do_not_tie(string left, string right) => Assert.Empty(Ties(Entry(left), Entry(right)));

    [Theory]
    [InlineData("/x{a}.{b}", "/{c}-{d}y")]
    [InlineData("/{c}-{d}y", "/x{a}.{b}")]
    public void The_parts_of_two_segments_are_combined(string left, string right)
    {
        var value = Assert.Single(Ties(Entry(left), Entry(right))).Path[1..];

        Assert.StartsWith("x", value, StringComparison.Ordinal);
        Assert.EndsWith("y", value, StringComparison.Ordinal);
    }

    /// <summary>No value of 65 characters is tried.</summary>
    [Theory]
    [InlineData("/{a:length(65)}", "/{b:length(65)}")]
    [InlineData("/{a:length(65)}.{b}", "/{c}.{d}")]
    public void An_overlap_that_no_tried_value_shows_is_not_reported(string left, string right) =>
        Assert.Empty(Ties(Entry(left), Entry(right)));

    [Theory]
    [InlineData("/a/{b}", "/A/{c}", true)]
    [InlineData("/{a:int}", "/{b:INT}", true)]
    [InlineData("/{a:int}", "/{b:min(1)}", false)]
    [InlineData("/{a:int}", "/{b:int:min(1)}", false)]
    [InlineData("/{a}.{b}", "/{c}.{d}", true)]
    [InlineData("/{a}.{b}", "/{a}-{b}", false)]
    [InlineData("/{*a}", "/{**b}", true)]
    public void A_tie_knows_whether_the_routes_match_the_same_paths(string left, string right, bool isSame) =>
        Assert.Equal(isSame, Assert.Single(Ties(Entry(left), Entry(right))).IsSame);

    [Theory]
    [InlineData("Get", "Post", false)]
    [InlineData("Get", "Get", true)]
    [InlineData("Get, Put", "Put", true)]
    [InlineData("Get", "None", false)]
    [InlineData("None", "None", true)]
    public void Only_routes_with_a_common_verb_tie(string left, string right, bool tie)
    {
        RouteEntry[] routes = [Entry("/a", Enum.Parse<RouteVerbs>(left)), Entry("/a", Enum.Parse<RouteVerbs>(right))];

        Assert.Equal(tie, Ties(routes).Any());
        Assert.Equal(tie ? 1 : 2, RouteTable.Build(routes).Routes.Count);
    }

    [Fact]
    public void Routes_of_another_order_or_for_other_hosts_do_not_tie()
    {
        RouteEntry[] routes = [Entry("/a"), Entry("/a") with { Order = 1 }, Entry("/a") with { Hosts = "a.example" }];

        Assert.Empty(Ties(routes));
        Assert.Equal(3, RouteTable.Build(routes).Routes.Count);
    }

    [Fact]
    public void A_route_is_reported_once_with_the_first_of_its_rivals()
    {
        var ties = Ties(Entry("/a", route: "1"), Entry("/b", route: "2"), Entry("/a", route: "3"), Entry("/a", route: "4")).ToArray();

        Assert.Equal([("1", "3"), ("1", "4")], ties.Select(tie => (tie.First.Route, tie.Second.Route)));
    }

    [Theory]
    [InlineData("/{a}", "/{b}", 1)]
    [InlineData("/{a}", "/{*b}", 2)]
    [InlineData("/{a}", "/{b:int}", 2)]
    [InlineData("/{a:int}", "/{b:int:min(1)}", 2)]
    [InlineData("/a/b", "/a", 2)]
    [InlineData("/a/b", "/ab", 2)]
    [InlineData("/{a}.{b}", "/{c}.{d}", 1)]
    public void Routes_for_the_same_paths_are_kept_once(string left, string right, int kept) =>
        Assert.Equal(kept, RouteTable.Build([Entry(left), Entry(right)]).Routes.Count);

    [Fact]
    public void The_table_is_sorted_by_pattern_then_verbs_then_route()
    {
        RouteEntry[] routes =
        [
            Entry("/b", RouteVerbs.Get, "1"),
            Entry("/a", RouteVerbs.Post, "2"),
            Entry("/a", RouteVerbs.Get, "4"),
            Entry("/A", RouteVerbs.Get, "3") with { Hosts = "a.example" },
        ];

        Assert.Equal(["3", "4", "2", "1"], RouteTable.Build(routes).Routes.Select(route => route.Route));
    }

    [Fact]
    public void The_table_knows_its_largest_number_of_captures()
    {
        Assert.Equal(0, RouteTable.Build([]).CaptureCount);
        Assert.Equal(4, RouteTable.Build([Entry("/a"), Entry("/{a}/{b}.{c}"), Entry("/{a}")]).CaptureCount);
    }

    private static IEnumerable<RouteTie<RouteEntry>> Ties(params RouteEntry[] routes) => RouteConflicts.Ties(routes, route => route);

    private static RouteEntry Entry(string pattern, RouteVerbs verbs = RouteVerbs.Get, string? route = null) =>
        new(RoutePattern.Parse(pattern, out _)!, verbs, 0, route ?? pattern);
}
