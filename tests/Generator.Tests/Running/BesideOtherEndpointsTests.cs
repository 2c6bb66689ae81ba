using System.Net;
using Generator.Tests.Harness;

namespace Generator.Tests.Running;

/// <summary>An app with controllers, minimal APIs and a fallback, such as the page of a browser app.</summary>
public sealed class BesideOtherEndpointsTests
{
    private const string Source = """
        [Controller("books")]
        public sealed class BookController
        {
            [Get("")] public string List(HttpContext context) => $"list, {context.Request.RouteValues.Count} values";
            [Get("{id:int}")] public string Show(int id, HttpContext context) =>
                $"book {id} of {string.Join(",", context.Request.RouteValues.Keys)}";
            [Get("missing")] public IResult Missing() => TypedResults.NotFound();
            [Get("fails")] public string Fails() => throw new InvalidOperationException("on purpose");
            [Post("")] public string Add() => "added";
        }

        [Controller("error")]
        public sealed class ErrorController
        {
            [Action("status/{code}")] public string Status(int code) => $"page of {code}";
            [Action("failed")] public string Failed() => "page of a failure";
        }
        """;

    private const string Fallback = """
        app.MapFallback(() => "fallback");
        app.MapGet("/books/{**rest}", () => "minimal");
        app.MapDelete("/books", () => "minimal delete");
        """;

    /// <summary>UsePathBase() and explicit routing run ASP.NET Core's matcher before ours; error pages execute a request again.</summary>
    private const string Rerouted = $$"""
        app.UsePathBase("/shop");
        app.UseExceptionHandler("/error/failed");
        app.UseStatusCodePagesWithReExecute("/error/status/{0}");
        app.UseActions();
        {{Fallback}}
        """;

    private const string Routed = "app.UseRouting(); app.UseActions(); " + Fallback;

    [Theory]
    [InlineData("GET", "/books", "list, 0 values")]
    [InlineData("GET", "/shop/books", "list, 0 values")]
    [InlineData("GET", "/shop/books/7", "book 7 of id")]
    [InlineData("HEAD", "/shop/books/7", "")]
    [InlineData("POST", "/shop/books", "added")]
    [InlineData("DELETE", "/shop/books", "minimal delete")]
    [InlineData("GET", "/shop/books/7/pages", "minimal")]
    [InlineData("GET", "/shop/elsewhere", "fallback")]
    [InlineData("GET", "/shop/books/fails", "page of a failure", 500)]
    [InlineData("GET", "/shop/books/missing", "page of 404", 404)]
    [InlineData("GET", "/books/missing", "page of 404", 404)]
    public async Task Controllers_match_first_wherever_routing_has_run(string method, string path, string body, int status = 200) =>
        await AnswersAsync(Rerouted, method, path, body, status);

    [Theory]
    [InlineData("GET", "/books", "list, 0 values")]
    [InlineData("GET", "/books/7", "book 7 of id")]
    [InlineData("DELETE", "/books", "minimal delete")]
    [InlineData("GET", "/books/7/pages", "minimal")]
    [InlineData("GET", "/elsewhere", "fallback")]
    public async Task Controllers_match_first_after_explicit_routing(string method, string path, string body) =>
        await AnswersAsync(Routed, method, path, body, 200);

    [Fact]
    public async Task An_endpoint_that_was_set_by_hand_stays() => await AnswersAsync(
        "app.Use(next => context => { context.SetEndpoint(new Endpoint(c => c.Response.WriteAsync(\"by hand\"), null, \"hand\")); " +
        "return next(context); }); app.UseActions();",
        "GET",
        "/books",
        "by hand",
        200);

    private static async Task AnswersAsync(string pipeline, string method, string path, string body, int status)
    {
        await using var app = await RunningApp.StartAsync(Source, pipeline: pipeline);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await app.Client.SendAsync(request);

        Assert.Equal(body, await response.Content.ReadAsStringAsync());
        Assert.Equal((HttpStatusCode)status, response.StatusCode);
    }

    /// <summary>The path of the first execution has actions with other verbs, and the error page has none.</summary>
    [Fact]
    public async Task The_verbs_of_a_path_do_not_apply_to_the_error_page_of_its_request()
    {
        const string Pipeline = """
            app.UseExceptionHandler("/failed");
            app.UseActions();
            app.Use((httpContext, next) => httpContext.Request.Path == "/failed"
                ? httpContext.Response.WriteAsync($"endpoint: {httpContext.GetEndpoint()?.DisplayName ?? "none"}")
                : next(httpContext));
            app.MapDelete("/books", () => { throw new InvalidOperationException("on purpose"); });
            """;
        await using var app = await RunningApp.StartAsync(Source, pipeline: Pipeline);
        using var response = await app.Client.DeleteAsync("/books");

        Assert.Equal("endpoint: none", await response.Content.ReadAsStringAsync());
    }
}
