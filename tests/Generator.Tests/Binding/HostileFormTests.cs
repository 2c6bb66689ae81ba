using System.Globalization;
using System.Net;
using Generator.Tests.Harness;

namespace Generator.Tests.Binding;

/// <summary>Forms designed to be expensive: their cost is bounded, and the response names the limit.</summary>
public sealed class HostileFormTests
{
    private const string Source = """
        public sealed class Node
        {
            public string? Name { get; set; }
            public Node? Next { get; set; }
            public List<Node> Children { get; set; } = [];
            public Dictionary<string, int> Counts { get; set; } = [];
            public int[] Marks { get; set; } = [];
        }

        public sealed record Knot(string? Name, Knot Left = null!, Knot Right = null!);

        [Controller("x"), Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryToken(false)]
        public static class XController
        {
            [Post] public static string Walk([FromForm] Node node) =>
                $"{node.Name} {node.Children.Count} {node.Counts.Count} {node.Marks.Length}";
            [Post] public static string Knots([FromForm] Knot knot) => $"{knot.Name} {knot.Left is null} {knot.Right?.Name}";
            [Post] public static string Items([FromForm] List<Node> nodes) => $"{nodes.Count}";
        }
        """;

    private const string ManyFields =
        "builder.Services.Configure<Microsoft.AspNetCore.Http.Features.FormOptions>(options => options.ValueCountLimit = 200_000);";

    public static TheoryData<string, IEnumerable<string>, string> TooMuch => new()
    {
        { "walk", Enumerable.Range(0, 100_000).Select(i => $"k{i}"), "node: Form value count limit 1024 exceeded." },
        { "walk", Repeated("next.", 65), $"{Chain("Next.", 65)[..^1]}: The value is nested too deeply." },
        { "walk", [$"{string.Concat(Enumerable.Repeat("children[0].", 33))}name"],
            $"{Chain("Children[0].", 33)[..^1]}: The value is nested too deeply." },
    };

    public static TheoryData<string, IEnumerable<string>, string> TooManyItems => new()
    {
        { "walk", Enumerable.Range(0, 1025).Select(i => $"children[{i}].name"), "Children: The collection has more than 1024 items." },
        { "walk", Enumerable.Range(0, 100_000).Select(i => $"children[{i}].name"), "Children: The collection has more than 1024 items." },
        { "walk", Enumerable.Range(0, 1025).Select(i => $"counts[{i}]"), "Counts: The collection has more than 1024 items." },
        { "walk", Enumerable.Range(0, 1025).Select(i => $"marks[{i}]"), "Marks: The collection has more than 1024 items." },
        { "items", Enumerable.Range(0, 1025).Select(i => $"[{i}].name"), "nodes: The collection has more than 1024 items." },
    };

    [Theory]
    [MemberData(nameof(TooMuch))]
    public async Task Exceeded_limits_are_reported(string path, IEnumerable<string> names, string error) =>
        await RefusedAsync(path, names, error, string.Empty);

    [Theory]
    [MemberData(nameof(TooManyItems))]
    public async Task A_collection_has_an_end(string path, IEnumerable<string> names, string error) =>
        await RefusedAsync(path, names, error, ManyFields);

    [Theory]
    [InlineData("name=a&children[2147483647].name=b&children[99999999999999999999].name=c&marks[1000000]=1", "a 0 0 0")]
    [InlineData("name=a&children[-1].name=b&children[0x0].name=b&children[ 0].name=b&children[0]]name=c&children[[0]].name=d", "a 0 0 0")]
    [InlineData("name=a&counts[=1&counts]=1&counts[]=1&counts[[=1&.=1&..=1&[=1&]=1&=1", "a 0 1 0")]
    public async Task What_is_nowhere_costs_nothing(string fields, string answer)
    {
        await using var app = await RunningApp.StartAsync(Source, ManyFields);
        using var content = new StringContent(fields, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
        using var response = await app.Client.PostAsync("/x/walk", content);
        Assert.Equal((HttpStatusCode.OK, answer), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task As_deep_as_may_be_is_bound()
    {
        await using var app = await RunningApp.StartAsync(Source);
        using var content = Form(Repeated("next.", 64));
        using var response = await app.Client.PostAsync("/x/walk", content);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task No_more_than_two_hundred_errors_are_listed()
    {
        await using var app = await RunningApp.StartAsync(Source, ManyFields);
        using var content = Form(Enumerable.Range(0, 100_000).Select(i => $"counts[{i}]"), "x");
        using var response = await app.Client.PostAsync("/x/walk", content);
        Assert.Equal(200, (await Problem.ErrorsAsync(response, HttpStatusCode.BadRequest)).Count);
    }

    [Fact]
    public async Task Many_fields_of_the_same_beginning_are_searched_and_not_walked()
    {
        // 100,000 distinct keys below one prefix: a scan over all keys for each of them would take hours.
        await using var app = await RunningApp.StartAsync(Source, ManyFields);
        using var content = Form(Enumerable.Range(0, 100_000)
            .Select(i => string.Create(CultureInfo.InvariantCulture, $"children[{i % 1000}].children[{i / 1000}].name")));
        using var response = await app.Client.PostAsync("/x/walk", content);
        Assert.Equal((HttpStatusCode.OK, " 1000 0 0"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    /// <summary>Each level has two members of the same type: read without fields, they would be 2^64 objects.</summary>
    [Theory]
    [InlineData("name=a", "a True ")]
    [InlineData("name=a&right.name=b", "a True b")]
    public async Task An_object_with_a_default_value_is_read_only_when_it_has_fields(string fields, string answer)
    {
        await using var app = await RunningApp.StartAsync(Source, ManyFields);
        app.Client.Timeout = TimeSpan.FromSeconds(60);
        using var content = new StringContent(fields, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
        using var response = await app.Client.PostAsync("/x/knots", content);
        Assert.Equal((HttpStatusCode.OK, answer), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    private static async Task RefusedAsync(string path, IEnumerable<string> names, string error, string services)
    {
        await using var app = await RunningApp.StartAsync(Source, services);
        using var content = Form(names);
        using var response = await app.Client.PostAsync("/x/" + path, content);
        Assert.Equal([error], await Problem.ErrorsAsync(response, HttpStatusCode.BadRequest));
    }

    private static IEnumerable<string> Repeated(string part, int count) => [Chain(part, count) + "name"];

    private static string Chain(string part, int count) => string.Concat(Enumerable.Repeat(part, count));

    private static StringContent Form(IEnumerable<string> names, string value = "1") => new(
        string.Join('&', names.Select(name => $"{Uri.EscapeDataString(name)}={value}")), System.Text.Encoding.UTF8,
        "application/x-www-form-urlencoded");
}
