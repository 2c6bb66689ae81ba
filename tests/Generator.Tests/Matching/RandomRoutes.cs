using FsCheck;
using FsCheck.Fluent;
using Graceful.Generators.RouteTree;
using RoutePattern = Graceful.Generators.RouteTree.RoutePattern;

namespace Generator.Tests.Matching;

/// <summary>Route tables, and paths that are likely to match: few different words, so that routes overlap.</summary>
internal static class RandomRoutes
{
    public static readonly string[] Constraints =
    [
        "int", "long", "guid", "bool", "decimal", "double", "float", "datetime", "alpha", "required", "file", "nonfile",
        "min(5)", "max(5)", "range(2,7)",
        "length(2)", "length(1,3)", "minlength(2)", "maxlength(2)", "regex(^a)", "regex(^[ab]{{1,2}}$)", "int:min(3)",
    ];

    private static readonly string[] Literals = ["a", "b", "A", "ab", "a.b", "a-b", "é", "v1", "long-literal-of-a-route", "{{x}}", "kiss",
        "long-literal-with-an-é-in-it"];

    private static readonly string[] Words =
    [
        "a", "b", "B", "ab", "AB", "abc", "a.b", "a.b.c", "a-b", "a-b.c", ".a", "a.", "é", "É", "v1", "v", "1", "5", "6", "12",
        "-3", "1.5", "true", "x y",
        "2020-01-31", "0f8fad5b-d9cb-469f-a165-70867728950e", "{x}", "Long-Literal-Of-A-Route", "z", "az", "zz", string.Empty,
        "KISS", "\u212aiss", "ki\u017fs", "k\u0131ss", "K\u0130SS", "long-literal-of-a-r\u014dute", "LONG-LITERAL-WITH-AN-É-IN-IT",
        "a-word-with-which-a-path-is-longer-than-what-is-marked-at-once",
    ];

    private static readonly Gen<string> Constraint = Gen.Frequency(
        (3, Gen.Constant(string.Empty)),
        (2, Gen.Elements(Constraints).Select(constraint => ":" + constraint)));

    /// <summary>A segment in which <c>#</c> is replaced by a unique number.</summary>
    private static readonly Gen<string> Segment = Gen.Frequency(
        (8, Gen.Elements(Literals)),
        (8, Constraint.Select(constraint => $"{{p#{constraint}}}")),
        (1, Constraint.Select(constraint => $"{{p#{constraint}=5}}")),
        (1, Constraint.Select(constraint => $"{{p#{constraint}?}}")),
        (2, Gen.Elements("{p#}.{q#}", "{p#}-{q#}", "v{p#}", "{p#}z", "{p#:int}.{q#?}", "{p#}.{q#:alpha?}", "a{p#}-{q#}", "{p#}-{q#}.{r#?}",
            "{p#:length(1)}b{q#}")));

    private static readonly Gen<string> LastSegment = Gen.Frequency(
        (6, Segment),
        (2, Constraint.Select(constraint => $"{{p#{constraint}?}}")),
        (1, Constraint.Select(constraint => $"{{p#{constraint}=a}}")),
        (1, Constraint.Select(constraint => $"{{**p#{constraint}}}")),
        (1, Constraint.Select(constraint => $"{{*p#{constraint}=5}}")));

    private static readonly Gen<RouteVerbs> Verbs = Gen.Elements(
        RouteVerbs.None, RouteVerbs.Get, RouteVerbs.Get, RouteVerbs.Get, RouteVerbs.Post, RouteVerbs.Get | RouteVerbs.Post, RouteVerbs.Put);

    private static readonly Gen<RouteEntry?> Route =
        from count in Gen.Choose(0, 4)
        from segments in Segment.ListOf(count)
        from last in LastSegment
        from verbs in Verbs
        from order in Gen.Frequency((9, Gen.Constant(0)), (1, Gen.Elements(-1, 1)))
        select Parse("/" + string.Join('/',
            segments.Append(last).Select((segment, i) => segment.Replace("#", $"{i}", StringComparison.Ordinal))), verbs, order);

    /// <summary>Up to 40 routes that do not tie, as far as the build can decide.</summary>
    public static readonly Gen<IReadOnlyList<RouteEntry>> Table =
        from count in Gen.Frequency((6, Gen.Choose(1, 12)), (1, Gen.Choose(30, 60)))
        from routes in Route.ListOf(count)
        select (IReadOnlyList<RouteEntry>)WithoutTies(routes.OfType<RouteEntry>());

    private static readonly Gen<string> Anything =
        from words in Gen.Elements(Words).ListOf().Resize(6)
        select "/" + string.Join('/', words);

    public static Gen<string> PathFor(IReadOnlyList<RouteEntry> table) => Gen.Frequency(
        (1, Anything),
        (6, from path in table.Count == 0 ? Anything : Gen.Elements(table.AsEnumerable()).SelectMany(Meeting)
            from end in Gen.Frequency((6, Gen.Constant(string.Empty)), (1, Gen.Elements("/", "//", "/a", "/a/b", "//a")))
            from upper in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
            select (upper ? path.ToUpperInvariant() : path) + end));

    /// <summary>A path for a route: its literals, a word for each parameter, possibly fewer segments.</summary>
    private static Gen<string> Meeting(RouteEntry route) =>
        from words in Gen.Elements(Words).ListOf(route.Pattern.Segments.Sum(segment => segment.Parts.Count))
        from missing in Gen.Frequency((5, Gen.Constant(0)), (1, Gen.Choose(1, 3)))
        select "/" + string.Join('/', Fill(route.Pattern, words).Take(Math.Max(0, route.Pattern.Segments.Count - missing)));

    private static IEnumerable<string> Fill(RoutePattern pattern, IEnumerable<string> words)
    {
        using var word = words.GetEnumerator();
        foreach (var segment in pattern.Segments)
        {
            yield return string.Concat(segment.Parts.Select(part => word.MoveNext() && part.Literal is null ? word.Current : part.Literal));
        }
    }

    private static RouteEntry? Parse(string text, RouteVerbs verbs, int order) =>
        RoutePattern.Parse(text, out _) is { } pattern ? new RouteEntry(pattern, verbs, order, string.Empty) : null;

    private static List<RouteEntry> WithoutTies(IEnumerable<RouteEntry> routes)
    {
        var kept = routes.ToList();
        while (RouteConflicts.Ties(kept, route => route).FirstOrDefault() is { } tie)
        {
            kept.RemoveAt(kept.FindIndex(route => ReferenceEquals(route, tie.Second)));
        }

        return kept;
    }
}
