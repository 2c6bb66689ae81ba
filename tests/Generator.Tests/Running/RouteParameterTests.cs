using System.Net;
using Generator.Tests.Harness;

namespace Generator.Tests.Running;

/// <summary>Templates, verbs and 405 responses, from the socket to the action.</summary>
public sealed class RouteParameterTests
{
    private const string Source = """
        [Controller("api/[controller]")]
        public static class OrderController
        {
            [Get("{id:int}"), Put("{id:int}")] public static string ById(HttpContext context) => Show(context, "id");
            [Delete("{id:int}")] public static string Delete(HttpContext context) => Show(context, "delete");
            [Get("{slug:alpha}/{page:int=1}")] public static string BySlug(HttpContext context) => Show(context, "slug");
            [Get("{year}-{month:length(2)}.{format?}")] public static string Report(HttpContext context) => Show(context, "report");
            [Get("")] public static string Index(HttpContext context) => Show(context, "index");
            [Post("")] public static string Create(HttpContext context) => Show(context, "create");
            [Action("any/{what?}")] public static string Any(HttpContext context) => Show(context, "any");
            [Get("files/{**path}")] public static string Files(HttpContext context) => Show(context, "files");
            [Action, Get, Post] public static string Verbs(HttpContext context) => Show(context, "verbs");
            [Get("two/{a}/{b}"), Post("two/{b}/{a?}")] public static string Two(HttpContext context) => Show(context, "two");
            [Get("file/{name}")] public static string File(string name) => "file " + name;
            [Get("decoded/{name}/{more}")] public static string Decoded([DecodeSlashes] string name, string more) =>
                $"decoded {name} {more}";
            [Get("address/{uri}")] public static string Address([DecodeSlashes] Uri uri) => "address " + uri;
            [Get("rest/{**path}")] public static string Rest([DecodeSlashes] string? path = null) => "rest " + path;
            [Get("member/{name}")] public static string Member([AsParameters] Names names) => "member " + names.Name;
            public sealed record Names([DecodeSlashes] string Name);
            [Head("head")] public static void Head(HttpContext context) => context.Response.Headers["X-Verb"] = "head";
            [Get("head")] public static void NotHead(HttpContext context) => context.Response.Headers["X-Verb"] = "get";
            [Options("options/own")] public static string Options() => "own";
            [Patch("patched/{id:guid}", Name = "patch", Order = 3)]
            public static string Patched(HttpContext context) => Show(context, "patch");

            private static string Show(HttpContext context, string action)
            {
                var values = context.Request.RouteValues.OrderBy(value => value.Key, StringComparer.Ordinal)
                    .Select(value => $"{value.Key}={value.Value}");
                return $"{action} {string.Join(' ', values)}".TrimEnd();
            }
        }
        """;

    [Theory]
    [InlineData("GET", "/api/order/7", "id id=7")]
    [InlineData("PUT", "/API/ORDER/7/", "id id=7")]
    [InlineData("DELETE", "/api/order/7", "delete id=7")]
    [InlineData("GET", "/api/order/shoes/2", "slug page=2 slug=shoes")]
    [InlineData("GET", "/api/order/shoes", "slug page=1 slug=shoes")]
    [InlineData("GET", "/api/order/2026-11", "report month=11 year=2026")]
    [InlineData("GET", "/api/order/2026-11.pdf", "report format=pdf month=11 year=2026")]
    [InlineData("GET", "/api/order", "index")]
    [InlineData("POST", "/api/order/", "create")]
    [InlineData("TRACE", "/api/order/any", "any")]
    [InlineData("PATCH", "/api/order/any/thing", "any what=thing")]
    [InlineData("GET", "/api/order/files", "files path=")]
    [InlineData("GET", "/api/order/files/a/b//c/", "files path=a/b//c/")]
    [InlineData("GET", "/api/order/Verbs", "verbs")]
    [InlineData("POST", "/api/order/verbs", "verbs")]
    [InlineData("GET", "/api/order/two/1/2", "two a=1 b=2")]
    [InlineData("POST", "/api/order/two/1/2", "two a=2 b=1")]
    [InlineData("POST", "/api/order/two/1", "two b=1")]
    [InlineData("OPTIONS", "/api/order/options/own", "own")]
    [InlineData("PATCH", "/api/order/patched/0f8fad5b-d9cb-469f-a165-70867728950e", "patch id=0f8fad5b-d9cb-469f-a165-70867728950e")]
    [InlineData("GET", "/api/order/files/a%20b/%C3%BC", "files path=a b/ü")]
    [InlineData("GET", "/api/order/files/a%2Fb/c%2f", "files path=a%2Fb/c%2f")]
    [InlineData("GET", "/api/order/files/a%252Fb/c%2Fd", "files path=a%2Fb/c%2Fd")]
    [InlineData("GET", "/api/order/two/a%2Fb/c%25", "two a=a%2Fb b=c%")]
    [InlineData("GET", "/api/order/file/..%2Fsecret.txt", "file ..%2Fsecret.txt")]
    [InlineData("GET", "/api/order/file/%2Fetc%2Fhostname", "file %2Fetc%2Fhostname")]
    [InlineData("GET", "/api/order/decoded/a%2Fb/c%2Fd", "decoded a/b c%2Fd")]
    [InlineData("GET", "/api/order/decoded/a%252Fb%2fc/d", "decoded a%2Fb/c d")]
    [InlineData("GET", "/api/order/address/http:%2F%2Flocalhost%2Fx", "address http://localhost/x")]
    [InlineData("GET", "/api/order/rest/a%2Fb/c", "rest a/b/c")]
    [InlineData("GET", "/api/order/member/a%2Fb", "member a/b")]
    public async Task A_request_leads_to_its_action(string method, string path, string body)
    {
        await using var app = await RunningApp.StartAsync(Source);
        using var response = await SendAsync(app, method, path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(body, await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("POST", "/api/order/7", 405, "DELETE, GET, HEAD, OPTIONS, PUT")]
    [InlineData("TRACE", "/api/order/7", 405, "DELETE, GET, HEAD, OPTIONS, PUT")]
    [InlineData("OPTIONS", "/api/order/7", 204, "DELETE, GET, HEAD, OPTIONS, PUT")]
    [InlineData("DELETE", "/api/order", 405, "GET, HEAD, OPTIONS, POST")]
    [InlineData("OPTIONS", "/api/order/verbs", 204, "GET, HEAD, OPTIONS, POST")]
    [InlineData("GET", "/api/order/options/own", 405, "OPTIONS")]
    [InlineData("GET", "/api/order/patched/x", 404, null)]
    [InlineData("POST", "/api/order/1-2-3-4", 404, null)]
    [InlineData("OPTIONS", "/api/nothing", 404, null)]
    public async Task A_path_that_exists_with_other_verbs_lists_them(string method, string path, int status, string? allow)
    {
        await using var app = await RunningApp.StartAsync(Source);
        using var response = await SendAsync(app, method, path);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(allow, response.Content.Headers.Allow.Count == 0 ? null : string.Join(", ", response.Content.Headers.Allow));
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Head_is_answered_by_its_own_action_or_by_that_of_get()
    {
        await using var app = await RunningApp.StartAsync(Source);
        using var own = await SendAsync(app, "HEAD", "/api/order/head");
        using var get = await SendAsync(app, "HEAD", "/api/order/7");
        using var getAgain = await SendAsync(app, "GET", "/api/order/head");

        Assert.Equal("head", own.Headers.GetValues("X-Verb").Single());
        Assert.Equal("get", getAgain.Headers.GetValues("X-Verb").Single());
        Assert.Equal("id id=7".Length, get.Content.Headers.ContentLength);
        Assert.Empty(await get.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("app.UseActions();")]
    [InlineData("app.UseRouting(); app.UseActions();")]
    public async Task What_no_action_answers_is_left_to_minimal_apis(string pipeline)
    {
        await using var app = await RunningApp.StartAsync(Source, pipeline: pipeline + """
            app.MapMethods("/api/order/{id:int}", ["POST", "LOCK"],
                (HttpContext context) => "minimal " + context.Request.RouteValues["id"]);
            """);
        using var post = await SendAsync(app, "POST", "/api/order/7");
        using var put = await SendAsync(app, "PUT", "/api/order/7");
        using var patch = await SendAsync(app, "PATCH", "/api/order/7");
        using var options = await SendAsync(app, "OPTIONS", "/api/order/7");

        Assert.Equal("minimal 7", await post.Content.ReadAsStringAsync());
        Assert.Equal("id id=7", await put.Content.ReadAsStringAsync());
        Assert.Equal(405, (int)patch.StatusCode);
        Assert.Equal("DELETE, GET, HEAD, LOCK, OPTIONS, POST, PUT", string.Join(", ", patch.Content.Headers.Allow));
        Assert.Equal(204, (int)options.StatusCode);
        Assert.Equal("DELETE, GET, HEAD, LOCK, OPTIONS, POST, PUT", string.Join(", ", options.Content.Headers.Allow));
    }

    private static Task<HttpResponseMessage> SendAsync(RunningApp app, string method, string path) =>
        app.Client.SendAsync(new HttpRequestMessage(
            new HttpMethod(method),
            new Uri(app.Address.ToString().TrimEnd('/') + path,
                new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true })));
}
