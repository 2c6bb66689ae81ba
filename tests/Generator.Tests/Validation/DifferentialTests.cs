using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using FsCheck.Fluent;
using Generator.Tests.Harness;
using Xunit.Abstractions;

namespace Generator.Tests.Validation;

/// <summary>
/// Random objects, validated by emitted code and by <c>Validator.TryValidateObject</c> for each nested object: the same members fail
/// with the same messages. The intentional differences of docs/validation.md are excluded.
/// </summary>
public sealed class DifferentialTests(ITestOutputHelper output)
{
    private const int GraphCount = 600;
    private const int UsualSeed = 20261122;

    /// <summary>Validator parses the limits of RangeAttribute in the current culture; emitted code has parsed them at build time.</summary>
    private const string Pipeline = """
        app.Use((HttpContext context, RequestDelegate next) =>
        {
            System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.InvariantCulture;
            return next(context);
        });
        app.UseActions();
        """;

    [Fact]
    public async Task Emitted_code_finds_what_Validator_finds()
    {
        var seed = TestSeed.OfRun(UsualSeed, output);
        await using var app = await RunningApp.StartAsync(ValidatedGraphs.Types + ValidatedGraphs.Actions,
            ValidatedGraphs.Services, Pipeline);
        var root = app.Services.GetService(typeof(Type)) as Type
            ?? throw new InvalidOperationException("The program does not say what it validates.");

        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var graph in RandomGraphs.Of(root, depth: 6).Where(graph => graph is not null)
            .Sample(GraphCount, GraphCount, seed.Value))
        {
            var (emitted, reflected) = (await ErrorsAsync(app, "emitted", graph!), await ErrorsAsync(app, "reflected", graph!));
            Assert.True(
                emitted.SequenceEqual(reflected, StringComparer.Ordinal),
                $"{seed.Hint}\n{graph}\nonly in emitted code: {string.Join(" | ", emitted.Except(reflected))}\n" +
                $"only by Validator: {string.Join(" | ", reflected.Except(emitted))}");
            foreach (var error in emitted)
            {
                var last = error[..error.IndexOf(':', StringComparison.Ordinal)].Split('.')[^1];
                found[last] = found.GetValueOrDefault(last) + 1;
            }
        }

        output.WriteLine(string.Join('\n',
            found.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}: {pair.Value}")));
        Assert.True(found.Count > 60 && found.Values.Sum() > 5000,
            $"Only {found.Count} members were ever wrong: the objects do not meet the annotations. {seed.Hint}");
    }

    private static async Task<IReadOnlyList<string>> ErrorsAsync(RunningApp app, string how, JsonNode graph)
    {
        using var response = await app.Client.PostAsJsonAsync($"/graph/{how}", graph);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{how}: {response.StatusCode} {body} for {graph}");
        return [.. body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
    }
}
