using Generator.Tests.Harness;
using Graceful.Generators.RouteTree;
using Microsoft.AspNetCore.Routing.Constraints;
using RoutePattern = Graceful.Generators.RouteTree.RoutePattern;

namespace Generator.Tests.Matching;

/// <summary>Each constraint accepts the values that ASP.NET Core's accepts, unusual ones included.</summary>
public sealed class ConstraintTests
{
    private static readonly string[] Values =
    [
        "0", "1", "-1", "+1", "5", "05", " 5", "5 ", "\t5", "5\n", "12", "2147483647", "2147483648", "-2147483648", "9223372036854775807",
        "9223372036854775808", "１", "٣", "1_000",
        "1,000", "1,0,0", "(1)", "1-", "1.", ".5", "1.5", "1,5", "1e5", "1E-5", "1e400", "NaN", "nan", "Infinity", "-Infinity",
        "∞", "0x10", "$1", "1\0",
        "79228162514264337593543950335", "79228162514264337593543950336", "true", "True", "FALSE", " true ", "tru", "yes", "false\0", "a",
        "Z", "abc", "aé", "K", "ı", "İ", "ſ", "\u212Aiss", "abc\n", "abc\n\n", "\n", "a1", "a_b",
        "0f8fad5b-d9cb-469f-a165-70867728950e", "0F8FAD5BD9CB469FA16570867728950E", "{0f8fad5b-d9cb-469f-a165-70867728950e}",
        "(0f8fad5b-d9cb-469f-a165-70867728950e)", " 0f8fad5b-d9cb-469f-a165-70867728950e ",
        "{0x0f8fad5b,0xd9cb,0x469f,{0xa1,0x65,0x70,0x86,0x77,0x28,0x95,0x0e}}", "0f8fad5b-d9cb-469f-a165-70867728950",
        "2020-01-31", "2020-02-31", "31.01.2020", "01.31.2020", "10:30", "2020-01-31T10:30:00Z", "2020-01-31T10:30:00+02:00", "Jan 5 2020",
        "5 January", "Fri, 31 Jan 2020 10:30:00 GMT", "2020", "1.5.2020",
        "a.txt", ".gitignore", "a.", "a..", "..", ".", "a.b.c", "...x", "a b", "ab", "AB", "bb", "abb", "xab", "é", "\ud83d\ude00",
    ];

    [Fact]
    public void They_accept_what_ASP_NET_Cores_accept()
    {
        // As a segment and as a catch-all, which may be empty and may contain slashes.
        string[] patterns = [.. RandomRoutes.Constraints.Select(one => $"/{{v:{one}}}"),
            .. RandomRoutes.Constraints.Select(one => $"/x/{{*v:{one}}}")];
        RouteEntry[][] tables =
        [
            .. patterns.Select(pattern => new[] { new RouteEntry(RoutePattern.Parse(pattern, out _)!, RouteVerbs.None, 0, string.Empty) })
        ];
        var compiled = CompiledTables.Of(tables);
        string[] paths = [.. Values.Select(value => "/" + value), .. Values.Select(value => "/x/" + value),
            .. Values.Select(value => $"/x/a.b/{value}/"), "/x", "/x/", "/x//"];
        var differences = new List<string>();
        for (var i = 0; i < patterns.Length; i++)
        {
            var reference = ReferenceMatcher.Build([new ReferenceRoute(patterns[i], [], 0, 0)]);
            foreach (var path in paths)
            {
                var (expected, actual) = (reference.Match(path, "GET"), compiled.Match(i, path, "GET"));
                if (expected?.Values.GetValueOrDefault("v") != actual?.Values.GetValueOrDefault("v") || expected is null != actual is null)
                {
                    differences.Add($"{patterns[i]} for {path}: ASP.NET Core {(expected is null ? "refuses" : "accepts")} it.");
                }
            }
        }

        Assert.Empty(differences);
    }

    [Fact]
    public void A_regular_expression_has_ASP_NET_Cores_options_and_timeout()
    {
        var theirs = new RegexInlineRouteConstraint("^a").Constraint;
        var table = RouteTable.Build([new RouteEntry(RoutePattern.Parse("/{v:regex(^a)}", out _)!, RouteVerbs.None, 0, "null")]);
        var emitted = Graceful.Generators.Emitting.RoutesEmitter.Emit(new RouteIndex(1, default, table, default));

        var options = theirs.Options & ~System.Text.RegularExpressions.RegexOptions.Compiled;
        Assert.Equal(System.Text.RegularExpressions.RegexOptions.CultureInvariant | System.Text.RegularExpressions.RegexOptions.IgnoreCase,
            options);
        Assert.Contains("RegexOptions.CultureInvariant | global::System.Text.RegularExpressions.RegexOptions.IgnoreCase,", emitted,
            StringComparison.Ordinal);
        Assert.Contains($"TimeSpan.FromSeconds({theirs.MatchTimeout.TotalSeconds}));", emitted, StringComparison.Ordinal);
    }
}
