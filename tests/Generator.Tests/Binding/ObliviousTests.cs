using Generator.Tests.Diagnostics;
using Generator.Tests.Harness;

namespace Generator.Tests.Binding;

/// <summary>Code without nullable annotations, where every reference may be null.</summary>
public sealed class ObliviousTests
{
    private const string Source = """
        #nullable disable
        public class Paging { public int Page { get; set; } public string Sort { get; set; } }
        public record Filter(string Name, int[] Ids);

        [Controller("x")]
        public static class XController
        {
            [Get("")] public static string List([AsParameters] Paging paging) => $"{paging.Page} {paging.Sort ?? "none"}";
            [Get("filter")] public static string Filter([AsParameters] Filter filter) => $"{filter.Name ?? "none"} {filter.Ids.Length}";
        }
        """;

    [Fact]
    public async Task Objects_are_made_of_arguments()
    {
        Assert.Empty(await Analysis.RunAsync(Source));
        await using var app = await RunningApp.StartAsync(Source);

        Assert.Equal("2 none", await app.GetAsync("/x?page=2"));
        Assert.Equal("2 name", await app.GetAsync("/x?page=2&sort=name"));
        Assert.Equal("none 2", await app.GetAsync("/x/filter?ids=1&ids=2"));
    }

    [Fact]
    public async Task An_object_that_is_marked_nullable_is_an_error()
    {
        var found = await Analysis.RunAsync(
            "public class Paging { public int Page { get; set; } } [Controller(\"x\")] public static class XController { [Get] " +
            "public static string List([AsParameters] Paging? paging) => \"\"; }");

        Assert.Equal("GR0024", Assert.Single(found).Id);
    }
}
