using System.Globalization;
using Generator.Tests.Corpus;
using Generator.Tests.Harness;
using Xunit.Abstractions;

namespace Generator.Tests.Mvc.Differential;

/// <summary>Controllers of MVC answer as they do in MVC: the same status, headers and body.</summary>
public sealed class MvcControllerTests(ITestOutputHelper output)
{
    private const int RandomRequests = 1500;
    private const int UsualSeed = 20261128;
    /// <summary>The actions with values, and the names of the values.</summary>
    private static readonly (string Path, string[] Names)[] Actions =
    [
        ("/api/values/page", ["page", "size"]),
        ("/api/values/colors", ["color", "maybe", "access"]),
        ("/api/values/integers", ["a", "b", "c", "d", "e"]),
        ("/api/values/fractions", ["a", "b", "c"]),
        ("/api/values/others", ["a", "b", "c", "d"]),
        ("/api/values/times", ["a", "b", "c", "d", "e"]),
        ("/api/values/texts", ["s", "t", "q"]),
        ("/api/values/checked", ["n", "s", "r", "b", "w", "e-mail"]),
        ("/api/values/lists", ["ids", "names", "colors", "set", "ids[0]", "ids[1]", "names[0]", "colors[0]"]),
        ("/api/values/map", ["map[a]", "map[b]", "map.c", "map[0].Key", "map[0].Value", "a"]),
        ("/api/values/filter", ["limit", "text", "page", "sizes", "names", "tag.name", "tag.weight", "order-by", "color", "secret",
            "inner.limit", "inner.page", "inner.inner.text", "sizes[0]", "sizes[1]"]),
        ("/api/values/filter", ["filter.limit", "filter.page", "filter.tag.name", "filter.tag.weight", "filter.inner.limit", "limit"]),
        ("/api/values/person", ["name", "age", "city", "person.name", "person.age"]),
        ("/api/values/paging", ["sort", "size", "ascending", "paging.sort", "paging.size"]),
        ("/plain/show", ["id", "name"]),
        ("/plain/filter", ["limit", "text", "page", "tag.name", "color", "filter.limit"]),
    ];

    private static readonly string[] Values =
    [
        "", "%20", "0", "1", "3", "-1", "7.5", "300", "99999999999", "1,000", "x", "true", "False", "red", "Green", "Red,Blue", "Read",
        "abc", "abcdefghij", "a@b", "2020-02-03", "2020-02-03T04:05:06Z", "01:02:03", "3f2504e0-4f89-11d3-9a0c-0305e82c3301", "/y",
        "%D0%B6", "1&{0}=2", "1e3", "%201%20",
    ];

    [Fact]
    public async Task Each_request_of_the_table_is_answered_as_by_MVC()
    {
        await using var apps = await ComparedApps.StartAsync();

        var comparison = await apps.CompareAsync(DifferentialRequests.All);

        comparison.AssertSame(output, served: 130, refused: 120);
        comparison.AssertMet(MvcDifferences.Keys);
    }

    /// <summary>A type that contains itself: the client must not choose how deep the objects are.</summary>
    [Fact]
    public async Task Objects_beyond_the_depth_that_MVC_allows_are_server_errors_as_in_MVC()
    {
        await using var apps = await ComparedApps.StartAsync();
        var deep = string.Concat(Enumerable.Repeat("inner.", 1_000));
        var within = string.Concat(Enumerable.Repeat("inner.", 20));

        (await apps.CompareAsync([$"GET /api/values/filter?limit=1&{within}limit=1"])).AssertSame(output, served: 0, refused: 1);
        Assert.Equal(("500", "500"), await apps.StatusesAsync($"GET /api/values/filter?limit=1&{deep}limit=1"));
        Assert.Equal(("500", "500"), await apps.StatusesAsync(
            "POST /api/values/formObject | Content-Type: application/x-www-form-urlencoded || limit=1&" +
            string.Join("&", Enumerable.Range(0, 300).Select(i => $"{deep[..1_800]}names[{i}]=a"))));
    }

    /// <summary>The limit of both apps is MvcOptions.MaxModelBindingCollectionSize, below its default of 1,024.</summary>
    [Theory]
    [InlineData("/api/values/formObject", "limit=1&sizes[{0}]={0}", ComparedApps.MaxCount, "200")]
    [InlineData("/api/values/formObject", "limit=1&sizes[{0}]={0}", ComparedApps.MaxCount + 1, "500")]
    [InlineData("/api/values/formObject", "limit=1&sizes.index={0}&sizes[{0}]={0}", ComparedApps.MaxCount + 1, "500")]
    [InlineData("/api/values/map", "map[{0}].Key={0}&map[{0}].Value=1", ComparedApps.MaxCount, "200")]
    [InlineData("/api/values/map", "map[{0}].Key={0}&map[{0}].Value=1", ComparedApps.MaxCount + 1, "500")]
    public async Task Collections_have_at_most_as_many_items_as_in_MVC(string path, string item, int count, string status)
    {
        await using var apps = await ComparedApps.StartAsync();
        var items = string.Join("&", Enumerable.Range(0, count).Select(i => string.Format(CultureInfo.InvariantCulture, item, i)));

        var statuses = await apps.StatusesAsync(path.EndsWith("map", StringComparison.Ordinal)
            ? $"GET {path}?{items}"
            : $"POST {path} | Content-Type: application/x-www-form-urlencoded || {items}");

        Assert.Equal((status, status), statuses);
    }

    /// <summary>Every filter answers, throws or cancels at every step, and exceptions are handled at every place or nowhere.</summary>
    [Fact]
    public async Task Filters_run_in_the_order_of_MVC()
    {
        string[] steps = ["authorization", "resource", "asyncResource", "before", "asyncBefore", "result"];
        string[] scopes = ["action", "controller", "app"];
        string[] places = ["resource", "exception", "action"];
        string[] handled = ["", .. scopes.SelectMany(scope => places.Select(place => $"{scope}:{place}"))];
        string[] deeds = ["answer", "throw", "cancel"];
        string[] further = ["", "?n=2", "?n=x", "?n=x&at=action:before&do=answer"];
        var requests = scopes.SelectMany(scope => steps.SelectMany(step => deeds
                .Select(what => $"GET /filters/all?at={scope}:{step}&do={what}")))
            .Concat(handled.SelectMany(place => new[]
            {
                $"GET /filters/all?n=1&handled={place}", $"GET /filters/all?at=action:before&do=throw&handled={place}",
                $"GET /filters/all?at=action:resource&do=throw&handled={place}",
            }))
            .Concat(further.Select(query => "GET /filters/all" + query));
        await using var apps = await ComparedApps.StartAsync();

        var comparison = await apps.CompareAsync(requests);

        comparison.AssertSame(output, served: 80, refused: 3);
    }

    [Fact]
    public async Task Random_values_are_bound_and_refused_as_by_MVC()
    {
        var seed = TestSeed.OfRun(UsualSeed, output);
        var choices = new Choices(seed.Value);
        await using var apps = await ComparedApps.StartAsync();

        var comparison = await apps.CompareAsync(Enumerable.Range(0, RandomRequests).Select(_ => RandomRequest(choices)));

        comparison.AssertSame(output, served: 400, refused: 1000);
    }

    private static string RandomRequest(Choices choices)
    {
        var (path, names) = choices.Of(Actions);
        var query = string.Join("&", names.Where(_ => choices.OneIn(2))
            .Select(name => $"{name}={string.Format(CultureInfo.InvariantCulture, choices.Of(Values), name)}"));
        return $"GET {path}{(query.Length > 0 ? "?" : string.Empty)}{query}";
    }
}
