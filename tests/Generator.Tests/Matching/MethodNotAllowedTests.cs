using Generator.Tests.Harness;

namespace Generator.Tests.Matching;

public sealed class MethodNotAllowedTests
{
    private const string Source = """
        [Controller("/")]
        public static class ShopController
        {
            [Get("books")] public static string Books() => "books";
            [Get("films")] public static string Films() => "films";
            [Post("orders")] public static string Order() => "ordered";
        }
        """;

    /// <summary>Writes the identity of the endpoint into a header.</summary>
    private const string Pipeline = """
        app.UseActions();
        app.Use((context, next) =>
        {
            context.Response.Headers["X-Endpoint"] =
                System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(context.GetEndpoint()).ToString();
            return next(context);
        });
        """;

    [Fact]
    public async Task Paths_with_the_same_verbs_are_refused_by_the_same_endpoint()
    {
        await using var app = await RunningApp.StartAsync(Source, pipeline: Pipeline);
        var books = await RefuseAsync(app, HttpMethod.Put, "/books");

        Assert.Equal((405, "GET, HEAD, OPTIONS"), (books.Status, books.Allow));
        Assert.Equal(books, await RefuseAsync(app, HttpMethod.Put, "/books"));
        Assert.Equal(books, await RefuseAsync(app, HttpMethod.Delete, "/films"));

        var order = await RefuseAsync(app, HttpMethod.Put, "/orders");
        Assert.Equal((405, "OPTIONS, POST"), (order.Status, order.Allow));
        Assert.NotEqual(books.Endpoint, order.Endpoint);

        // The same endpoint also answers OPTIONS, with another status.
        Assert.Equal(books with { Status = 204 }, await RefuseAsync(app, HttpMethod.Options, "/films"));
    }

    /// <summary>The verbs of the first path do not apply to the path that the request is re-executed for.</summary>
    [Fact]
    public async Task A_re_executed_request_is_not_refused_for_its_first_path()
    {
        const string ReExecuted = """
            app.UseStatusCodePagesWithReExecute("/page");
            app.UseActions();
            app.Use((context, next) => context.Request.Path == "/page" && context.GetEndpoint() is null
                ? context.Response.WriteAsync("page")
                : next(context));
            """;
        await using var app = await RunningApp.StartAsync(Source, pipeline: ReExecuted);

        using var request = new HttpRequestMessage(HttpMethod.Put, "/books");
        using var response = await app.Client.SendAsync(request);

        Assert.Equal("page", await response.Content.ReadAsStringAsync());
    }

    private static async Task<Refusal> RefuseAsync(RunningApp app, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        using var response = await app.Client.SendAsync(request);
        return new Refusal((int)response.StatusCode, string.Join(", ", response.Content.Headers.Allow),
            response.Headers.GetValues("X-Endpoint").Single());
    }

    private sealed record Refusal(int Status, string Allow, string Endpoint);
}
