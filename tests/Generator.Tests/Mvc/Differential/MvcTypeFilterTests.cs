using Generator.Tests.Harness;
using Xunit.Abstractions;

namespace Generator.Tests.Mvc.Differential;

/// <summary>Filters that are created by their type get the arguments, the order and the life that they have in MVC.</summary>
public sealed class MvcTypeFilterTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Each_filter_is_created_as_by_MVC()
    {
        string[] actions =
        [
            "none", "ordered", "both", "typed", "three", "two", "marked", "generic", "keyed", "reused", "reusedService",
            "permitted", "deep",
        ];
        await using var apps = await ComparedApps.StartAsync();

        var comparison = await apps.CompareAsync(actions
            .SelectMany(action => new[] { $"GET /typed/{action}", $"GET /typed/{action}?deny=own", $"GET /typed/{action}?deny=all" })
            .Append("GET /typed-derived/inherited")
            .Append("GET /typed-derived/inherited?deny=inherited"));

        comparison.AssertSame(output, served: 25, refused: 15);
        Assert.Equal(0, comparison["5"]);
    }

    [Theory]
    [InlineData("ambiguous")]
    [InlineData("unmatched")]
    [InlineData("lacking")]
    public async Task A_filter_that_MVC_cannot_create_is_a_server_error_as_in_MVC(string action)
    {
        await using var apps = await ComparedApps.StartAsync();

        Assert.Equal(("500", "500"), await apps.StatusesAsync($"GET /typed/{action}"));
    }

    /// <summary>Under the JIT, reflection would create them too: a native binary needs the generated code.</summary>
    [Fact]
    public async Task Generated_code_creates_them()
    {
        const string Source = """
            using Microsoft.AspNetCore.Mvc;
            using Microsoft.AspNetCore.Mvc.Filters;

            [assembly: CompileMvcControllers]

            public class Note : IActionFilter
            {
                private readonly bool _isGenerated = Environment.StackTrace.Contains("Graceful.Generated.MvcFilters");

                public void OnActionExecuting(ActionExecutingContext context) =>
                    context.HttpContext.Response.Headers.Append("X-Generated", GetType().Name + _isGenerated);

                public void OnActionExecuted(ActionExecutedContext context)
                {
                }
            }

            public sealed class Note<T> : Note;

            public sealed class GlobalNote : Note;

            public sealed class OwnAttribute<T>() : TypeFilterAttribute(typeof(Note<T>));

            [TypeFilter(typeof(Note)), TypeFilter<Note<int>>, Route("notes")]
            public class NotesController : ControllerBase
            {
                [HttpGet, Own<string>] public string Show() => "";
            }
            """;
        await using var app = await RunningApp.StartAsync(
            Source, "builder.Services.Configure<Microsoft.AspNetCore.Mvc.MvcOptions>(options => options.Filters.Add<GlobalNote>());");

        using var response = await app.Client.GetAsync("/notes");

        Assert.Equal(
            ["GlobalNoteTrue", "NoteTrue", "Note`1True", "Note`1True"], response.Headers.GetValues("X-Generated"));
    }

    /// <summary>A reusable filter is created once for each action.</summary>
    [Fact]
    public async Task A_reusable_filter_is_created_once()
    {
        await using var apps = await ComparedApps.StartAsync();

        (await apps.CompareAsync(["GET /typed/reused"])).AssertSame(output, served: 1, refused: 0);
        Assert.Contains("again", await apps.CompiledAsync("GET /typed/reused"), StringComparison.Ordinal);
        Assert.DoesNotContain("again", await apps.CompiledAsync("GET /typed/none"), StringComparison.Ordinal);
    }
}
