using Generator.Tests.Harness;

namespace Generator.Tests.Binding;

/// <summary>A dictionary of strings from the query, as MVC binds it.</summary>
public sealed class QueryDictionaryTests
{
    private const string Source = """
        [Controller("x")]
        public static class XController
        {
            [Get("all")] public static string All([FromQuery] Dictionary<string, string> q) => Write(q);
            [Get("maybe")] public static string Maybe([FromQuery] IDictionary<string, string>? q) => q is null ? "null" : Write(q);
            [Get("named")] public static string Named([FromQuery(Name = "n")] IReadOnlyDictionary<string, string> q, int page = 1) =>
                page + Write(q);
            [Get("search")] public static string Find([AsParameters] Search search) => Write(search.Filters);
            [Get("null")] public static string Null([FromQuery] Dictionary<string, string?> q) => Write(q!);

            private static string Write(IEnumerable<KeyValuePair<string, string>> all) =>
                string.Join(" ", all.Select(one => $"{one.Key}={one.Value}").Order(StringComparer.Ordinal));
        }

        public sealed record Search([property: FromQuery] IReadOnlyDictionary<string, string> Filters);
        """;

    [Theory]
    [InlineData("all?a=1&B=2", "B=2 a=1")]
    [InlineData("all?q[a]=1&q[b]=2&c=3", "a=1 b=2")]
    [InlineData("all?c=3&q[a]=1&d=4&q[b]=2", "a=1 b=2")]
    [InlineData("all?Q[a%5D]=%20&q[]=9", " a]= ")]
    [InlineData("all", "")]
    [InlineData("maybe", "null")]
    [InlineData("maybe?a=", "a=")]
    [InlineData("named?n[a]=1&page=2", "2a=1")]
    [InlineData("named?page=2", "2page=2")]
    [InlineData("search?filters[x]=1", "x=1")]
    [InlineData("all?a=1&a=2", "a=1,2")]
    [InlineData("null?a=1", "a=1")]
    public async Task It_has_the_keys_of_the_query(string path, string expected)
    {
        await using var app = await RunningApp.StartAsync(Source);

        Assert.Equal(expected.Trim(), (await app.GetAsync("/x/" + path)).Trim());
    }

    [Fact]
    public async Task Other_sources_have_no_dictionary()
    {
        var found = await Diagnostics.Analysis.RunAsync(
            "[Controller] public static class XController { [Get] public static string A([FromHeader] Dictionary<string, " +
            "string> h) => \"\"; }");

        Assert.Equal("GR0020", Assert.Single(found).Id);
    }
}
