using FsCheck;
using FsCheck.Fluent;
using Graceful.Generators.RouteTree;
using RoutePattern = Graceful.Generators.RouteTree.RoutePattern;

namespace Generator.Tests.Links;

/// <summary>Templates of all kinds, and values that are difficult in paths.</summary>
internal static class RandomLinks
{
    private static readonly string[] Literals = ["a", "B-c", "é ü", "v1.2", "x+y&z", "{{b}}", "(1)!", "~:@"];

    private static readonly string[] Words =
    [
        "a", "A", "5", "05", "ab", "é", "😀", "a b", "a/b", "/a", "a/", "a//b", "%2F", "100%", "a%20b", "a+b", "?q=1", "#f", "&=", "x.y",
        "x-y", ".a", "...", "(x)", "\"'<>",
        "a\\b", "[]{}|^`", ":;,@!$*~_", "\u0001", "\u007f", "long-" + new string('ö', 200),
    ];

    private static readonly Gen<string> Segment = Gen.Frequency(
        (6, Gen.Elements(Literals)),
        (8, Gen.Constant("{p#}")),
        (2, Gen.Constant("{p#=5}")),
        (1, Gen.Constant("{p#?}")),
        (3, Gen.Elements("{p#}.{q#}", "{p#}-{q#}", "v{p#}", "{p#}z", "{p#}.{q#?}", "{p#=a}-{q#=b}", "v{p#=5}", "{p#}-{q#}.{r#?}")));

    private static readonly Gen<string> LastSegment = Gen.Frequency(
        (4, Segment),
        (3, Gen.Elements("{p#?}", "{p#=5}")),
        (3, Gen.Elements("{*p#}", "{**p#}", "{*p#=5}", "{**p#=a/b}")));

    public static readonly Gen<string> Template =
        from count in Gen.Choose(0, 4)
        from segments in Segment.ListOf(count)
        from last in LastSegment
        select "/" + string.Join('/', segments.Append(last).Select((segment, i) => segment.Replace("#", $"{i}", StringComparison.Ordinal)));

    /// <summary>A value for each parameter and each key, or null.</summary>
    public static Gen<IReadOnlyDictionary<string, string?>> ValuesFor(string template)
    {
        var names = Parse(template).Parameters.Select(parameter => parameter.Name).Concat(["query", "other key"]).ToArray();
        var value = Gen.Frequency(
            (8, Gen.Elements(Words).Select(word => (string?)word)),
            (2, Gen.Constant<string?>("5")),
            (2, Gen.Constant<string?>(null)),
            (1, Gen.Constant<string?>(string.Empty)));
        return value.ListOf(names.Length).Select(values =>
            (IReadOnlyDictionary<string, string?>)names.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second));
    }

    public static RoutePattern Parse(string template) =>
        RoutePattern.Parse(template, out var error) ?? throw new InvalidOperationException(error!.Message);

    /// <summary>
    /// The text between the parts of a complex segment separates them, and a value may contain that text too. A catch-all does not
    /// begin or end with a slash, because a path ends at its last slash.
    /// </summary>
    public static bool LeadsBack(string template, IReadOnlyDictionary<string, string?> values)
    {
        var pattern = Parse(template);
        return !pattern.Segments.Where(segment => segment.IsComplex).SelectMany(segment => segment.Parts).Any(part =>
                part.Parameter is { } parameter && values[parameter.Name] is { } text && text.Any(c => c is '.' or '-' or 'z' or 'v')) &&
            !pattern.Parameters.Any(parameter => parameter.KeepsSlashes && values[parameter.Name] is { } text &&
                (text.StartsWith('/') || text.EndsWith('/') || text.Contains("//", StringComparison.Ordinal)));
    }
}
