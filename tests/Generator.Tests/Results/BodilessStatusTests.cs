using Generator.Tests.Harness;

namespace Generator.Tests.Results;

/// <summary>Actions that set a status without a body and return a value: nothing is sent, and no exception is thrown.</summary>
public sealed class BodilessStatusTests
{
    private const string Source = """
        public sealed record Book(string Title);

        [Controller("status")]
        public static class StatusController
        {
            [Get("text/{status:int}")] public static string Text(HttpContext http, int status) => With(http, status, "text");
            [Get("json/{status:int}")] public static Book Json(HttpContext http, int status) => With(http, status, new Book("Emma"));
            [Get("null/{status:int}")] public static Book? Null(HttpContext http, int status) => With<Book?>(http, status, null);
            [Get("value/{status:int}")] public static int? Value(HttpContext http, int status) => With<int?>(http, status, null);
            [Get("large/{status:int}")] public static int[] Large(HttpContext http, int status) => With(http, status, new int[20_000]);
            [Get("object/{status:int}")] public static object Object(HttpContext http, int status) => With(http, status, "text");
            [Get("record/{status:int}")] public static object Record(HttpContext http, int status) => With(http, status, new Book("A"));
            [Get("stream/{status:int}")]
            public static async IAsyncEnumerable<int> Stream(HttpContext http, int status)
            {
                await Task.Yield();
                yield return With(http, status, 1);
            }

            private static T With<T>(HttpContext http, int status, T value)
            {
                http.Response.StatusCode = status;
                return value;
            }
        }
        """;

    private const string Pipeline = """
        var journal = app.Services.GetRequiredService<Generator.Tests.Harness.Journal>();
        app.Use(async (context, next) =>
        {
            try
            {
                await next(context);
            }
            catch (Exception exception)
            {
                journal.Add(exception.Message);
                throw;
            }
        });
        app.UseActions();
        """;

    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (var action in new[] { "text", "json", "null", "value", "large", "object", "record", "stream" })
            {
                foreach (var status in new[] { 204, 205, 304 })
                {
                    cases.Add(action, status);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Nothing_is_sent(string action, int status)
    {
        await using var app = await RunningApp.StartAsync(Source, "", Pipeline);
        using var response = await app.Client.GetAsync($"/status/{action}/{status}");

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        Assert.Null(response.Content.Headers.ContentType);
        Assert.Empty(app.Journal.Lines);
        Assert.Equal(200, await app.StatusAsync($"/status/{action}/200"));
    }
}
