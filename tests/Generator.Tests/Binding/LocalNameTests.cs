using Generator.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Tests.Binding;

/// <summary>An app may use any names, including those of generated code's local variables.</summary>
public sealed class LocalNameTests
{
    private const string Types = """
        public sealed record Book(string Title);
        public sealed record Tenant(string Name) { public static ValueTask<Tenant?> BindAsync(HttpContext context) => new((Tenant?)null); }

        // Todo as in tutorials, and names that combine other names.
        public sealed record Todo(string Name, bool IsComplete);
        public sealed class Parcel
        {
            public required string Arguments { get; set; }
            public string[]? Tags { get; set; }
            public bool HasGift { get; set; }
            public string? Gift { get; set; }
            public bool IsComplete { get; set; }
            public int Errors { get; set; }
            public int Value { get; set; }
            public int @class { get; set; }
        }

        public sealed record Lists(string[]? Tags, string[]? TagsRead, bool TagsIsThere, Todo? Todo, string? TodoRead, string HasTodo);
        """;

    [Theory]
    [InlineData("string link, string path, string values")]
    [InlineData("string httpContext, string services, string context, string scope, string controller, int route, int arguments")]
    [InlineData("[FromForm] string form, [FromForm] string formBody")]
    [InlineData("[FromBody] Book book, string bookBody")]
    [InlineData("string bookBody, [FromBody] Book book, string bookArgument")]
    [InlineData("Tenant tenant, string tenantBound")]
    [InlineData("[FromForm] Todo todo")]
    [InlineData("[FromForm] Todo? todo, [FromForm] string todoRead")]
    [InlineData("[FromForm] Parcel parcel")]
    [InlineData("[FromForm] Lists lists, [FromForm] List<Todo> todos, [FromForm] Dictionary<string, Todo>? map")]
    [InlineData("[FromQuery] int @class, [FromQuery] int? @event, [FromQuery] string[] @params")]
    public async Task Names(string parameters)
    {
        var run = GeneratorRun.Of(
            $$"""
            [Controller("x")]
            public static class XController
            {
                [Post("")] public static async Task<string> All({{parameters}}) { await Task.Yield(); return ""; }
            }
            """,
            Types);
        Assert.Empty(await Compilations.AnalyzeAsync((CSharpCompilation)run.Output));
        Assert.Empty(Compilations.Complaints(run.Output.GetDiagnostics()));
    }

    [Fact]
    public void Filtered_event_streams()
    {
        var run = GeneratorRun.Of("""
            public sealed class Pass : IEndpointFilter
            {
                public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
                    next(context);
            }
            [Controller("x"), Filter<Pass>]
            public static class XController
            {
                [Get("")] public static async IAsyncEnumerable<System.Net.ServerSentEvents.SseItem<int>> All(int events)
                {
                    await Task.Yield();
                    yield return new(events);
                }
            }
            """);

        Assert.Empty(Compilations.Complaints(run.Output.GetDiagnostics()));
    }

    [Theory]
    [InlineData("string")]
    [InlineData("int, [FromBody] Book")]
    [InlineData("[FromForm] Book book, [FromForm] string")]
    [InlineData("[FromForm] Half half, [FromForm] List<Half> halves, [AsParameters] Half")]
    public async Task What_has_no_name_yet_harms_nothing(string parameters)
    {
        var run = GeneratorRun.Of(
            $$"""
            [Controller("x")]
            public static class XController
            {
                [Post("")] public static string All({{parameters}}) => "";
            }
            """,
            Types,
            "public sealed class Half { public int { get; set; } public Book? { get; init; } public List<Book> }");
        Assert.DoesNotContain(await Compilations.AnalyzeAsync((CSharpCompilation)run.Output), diagnostic => diagnostic.Id == "AD0001");
    }
}
