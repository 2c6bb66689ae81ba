using System.Text;
using Generator.Tests.Harness;

namespace Generator.Tests.Binding;

/// <summary>Two apps of one program in one process: each reads and writes JSON with its own options.</summary>
public sealed class JsonTypesOfAppsTests
{
    private const string Source = """
        public sealed class Book { public int PageCount { get; set; } }

        [Controller("books")]
        public static class BookController
        {
            [Post("")] public static Book Add(Book book) => book;

            // Without a parameter that may be a service, no scope is created.
            [Post("body")] public static Book Body([FromBody] Book book) => book;
        }
        """;

    // One build of the program, whose apps take turns: the first is snake case, the second kebab case, and so on.
    private const string Services = """
        builder.Services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver();
            o.SerializerOptions.PropertyNamingPolicy = Turn.Next()
                ? System.Text.Json.JsonNamingPolicy.SnakeCaseLower
                : System.Text.Json.JsonNamingPolicy.KebabCaseLower;
        });
        """;

    private const string Turns = """
        public static class Turn
        {
            private static int _turn;

            public static bool Next() => Interlocked.Increment(ref _turn) % 2 == 1;
        }
        """;

    [Theory]
    [InlineData("/books")]
    [InlineData("/books/body")]
    public async Task Each_app_has_its_own_names(string path)
    {
        await using var snake = await RunningApp.StartAsync(Source + Turns, Services);
        Assert.Equal("""{"page_count":5}""", await PostAsync(snake, path, """{"page_count":5}"""));

        await using var kebab = await RunningApp.StartAsync(Source + Turns, Services);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("""{"page-count":6}""", await PostAsync(kebab, path, """{"page-count":6}"""));
            Assert.Equal("""{"page_count":7}""", await PostAsync(snake, path, """{"page_count":7}"""));
        }
    }

    private static async Task<string> PostAsync(RunningApp app, string path, string body)
    {
        using var response = await app.Client.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"));
        return await response.Content.ReadAsStringAsync();
    }
}
