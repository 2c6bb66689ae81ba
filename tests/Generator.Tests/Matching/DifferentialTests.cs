using FsCheck;
using FsCheck.Fluent;
using Generator.Tests.Harness;
using Graceful.Generators.RouteTree;
using Xunit.Abstractions;

namespace Generator.Tests.Matching;

/// <summary>
/// Random tables and random paths, in emitted code and in ASP.NET Core's matcher: both find the same route with the same values, or
/// none. Intentional differences are excluded (docs/routes.md): HEAD and OPTIONS, %2F, and requests for which ASP.NET Core throws.
/// </summary>
public sealed class DifferentialTests(ITestOutputHelper output)
{
    private const int TableCount = 120;
    private const int PathsPerTable = 250;
    private const int UsualSeed = 20261122;

    private static readonly string[] Methods = ["GET", "GET", "GET", "get", "POST", "PUT", "LOCK"];

    [Fact]
    public void The_emitted_code_finds_what_ASP_NET_Core_finds()
    {
        var seed = TestSeed.OfRun(UsualSeed, output);

        var tables = RandomRoutes.Table.Sample(TableCount, TableCount, seed.Value);
        var compiled = CompiledTables.Of(tables);
        var (matched, missed, thrown) = (0, 0, 0);
        for (var i = 0; i < tables.Count; i++)
        {
            var reference = ReferenceMatcher.Build(tables[i].Select((route, j) => new ReferenceRoute(
                route.Pattern.Text, [.. route.Verbs.Each().Select(verb => verb.ToString().ToUpperInvariant())], route.Order, j)));
            foreach (var path in RandomRoutes.PathFor(tables[i]).Sample(PathsPerTable, PathsPerTable, seed.Value + i))
            {
                foreach (var method in Methods.Distinct())
                {
                    ReferenceMatch? expected;
                    try
                    {
                        expected = reference.Match(path, method);
                    }
                    catch (Exception thrownByIt) when (ReferenceMatcher.IsAmbiguous(thrownByIt) ||
                        thrownByIt is ArgumentOutOfRangeException)
                    {
                        // ASP.NET Core may throw where we do not: for a tie on this path, or when it reads beyond a complex segment.
                        thrown++;
                        continue;
                    }

                    Compare(expected, compiled.Match(i, path, method), tables[i], $"{method} {path}", seed.Hint);
                    _ = expected is null ? missed++ : matched++;
                }
            }
        }

        output.WriteLine($"{matched} matched, {missed} did not, ASP.NET Core threw for {thrown}.");
        Assert.True(matched > 1000 && missed > 1000 && thrown < matched,
            $"{matched} matched, {missed} did not, ASP.NET Core threw for {thrown}: the paths do not meet the routes. {seed.Hint}");
    }

    private static void Compare(
        ReferenceMatch? expected, ReferenceMatch? actual, IReadOnlyList<RouteEntry> table, string request, string hint) => Assert.True(
        Describe(expected, table) == Describe(actual, table),
        $"""
        {request}
        ASP.NET Core: {Describe(expected, table)}
        emitted code: {Describe(actual, table)}
        {hint} The table:
        {string.Join(Environment.NewLine, table.Select(route => $"{route.Title} (order {route.Order})"))}
        """);

    private static string Describe(ReferenceMatch? match, IReadOnlyList<RouteEntry> table) =>
        match is null ? "nothing" : $"{table[match.Route].Title} {string.Join(' ', Pairs(match))}";

    private static IEnumerable<string> Pairs(ReferenceMatch match) =>
        match.Values.OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => $"{value.Key}={value.Value}");
}
