using Generator.Tests.Harness;

namespace Generator.Tests.Running;

/// <summary>[Host] on an action or its controller: the action answers these hosts, as an ASP.NET Core endpoint does.</summary>
public sealed class HostTests
{
    private const string Source = """
        using Microsoft.AspNetCore.Routing;

        [Controller("actions")]
        public static class AnyController
        {
            [Get("which")] public static string Any() => "any";
            [Get("which"), Host("shop.example")] public static string Shop() => "shop";
            [Get("which"), Host("*.example")] public static string Below() => "below";
            [Get("only"), Host("shop.example:8080", "[::1]:5000", "*:9000")] public static string Port() => "port";
            [Get("{name}")] public static string Name(string name) => "name " + name;
            [Post("only"), Host("shop.example")] public static string Posted() => "posted";
        }

        [Controller("admin"), Host("admin.example")]
        public static class AdminController
        {
            [Get("a")] public static string Inherited() => "of the controller";
            [Get("b"), Host("other.example")] public static string Own() => "of its own";
            [Get("c"), Tenant] public static string Custom() => "of a tenant";
        }

        public sealed class TenantAttribute : Attribute, IHostMetadata { public IReadOnlyList<string> Hosts => ["tenant.example"]; }
        """;

    private const string Pipeline = """
        app.UseActions();
        app.MapGet("/lambdas/which", () => "any");
        app.MapGet("/lambdas/which", () => "shop").RequireHost("shop.example");
        app.MapGet("/lambdas/only", () => "port").RequireHost("shop.example:8080", "*:9000");
        app.MapGet("/lambdas/{name}", (string name) => "name " + name);
        app.MapPost("/lambdas/only", () => "posted").RequireHost("shop.example");
        app.MapGet("/admin/a", () => "falls through");
        """;

    [Theory]
    [InlineData("GET", "which", "shop.example")]
    [InlineData("GET", "which", "SHOP.example:80")]
    [InlineData("GET", "which", "example")]
    [InlineData("GET", "only", "shop.example")]
    [InlineData("GET", "only", "shop.example:8080")]
    [InlineData("GET", "only", "else.example:8080")]
    [InlineData("GET", "only", "else.example:9000")]
    [InlineData("POST", "only", "shop.example")]
    [InlineData("POST", "only", "shop.example:8080")]
    public async Task An_action_with_hosts_answers_what_a_lambda_with_them_answers(string verb, string path, string host)
    {
        await using var app = await RunningApp.StartAsync(Source, pipeline: Pipeline);

        Assert.Equal(await AnswerAsync(app, verb, "/lambdas/" + path, host), await AnswerAsync(app, verb, "/actions/" + path, host));
    }

    [Fact]
    public async Task An_action_for_other_hosts_does_not_hide_which_verbs_the_path_has()
    {
        await using var app = await RunningApp.StartAsync(Source, pipeline: Pipeline);

        // GET /actions/{name} answers the path for every host. A minimal API answers 404.
        Assert.Equal("405", await AnswerAsync(app, "POST", "/actions/only", "else.example"));
    }

    [Theory]
    [InlineData("/actions/which", "shop.example", "shop")]
    [InlineData("/actions/which", "deep.shop.example", "below")]
    [InlineData("/actions/which", "elsewhere", "any")]
    [InlineData("/actions/only", "[::1]:5000", "port")]
    [InlineData("/actions/only", "[::1]:5001", "name only")]
    [InlineData("/admin/a", "admin.example", "of the controller")]
    [InlineData("/admin/a", "elsewhere", "falls through")]
    [InlineData("/admin/b", "other.example", "of its own")]
    [InlineData("/admin/b", "admin.example", "404")]
    [InlineData("/admin/c", "tenant.example", "of a tenant")]
    [InlineData("/admin/c", "admin.example", "404")]
    public async Task The_hosts_nearest_to_the_action_count(string path, string host, string answer)
    {
        await using var app = await RunningApp.StartAsync(Source, pipeline: Pipeline);

        Assert.Equal(answer, await AnswerAsync(app, "GET", path, host));
    }

    [Fact]
    public async Task A_library_s_actions_have_their_hosts_too()
    {
        var library = CompiledLibrary.Compile("Shop.Suppliers", """
            [Controller("suppliers")]
            public static class SupplierController
            {
                [Get("list"), Microsoft.AspNetCore.Routing.Host("admin.example", "*.internal")] public static string List() => "suppliers";
            }
            """);
        await using var app = await RunningApp.StartAsync(
            "[Controller] public static class HomeController { [Get] public static string Index() => \"\"; }", [library]);

        Assert.Equal("suppliers", await AnswerAsync(app, "GET", "/suppliers/list", "admin.example"));
        Assert.Equal("suppliers", await AnswerAsync(app, "GET", "/suppliers/list", "a.internal"));
        Assert.Equal("404", await AnswerAsync(app, "GET", "/suppliers/list", "elsewhere"));
    }

    private static async Task<string> AnswerAsync(RunningApp app, string verb, string path, string host)
    {
        using var request = new HttpRequestMessage(new HttpMethod(verb), path);
        request.Headers.Host = host;
        using var response = await app.Client.SendAsync(request);
        return response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync() : $"{(int)response.StatusCode}";
    }
}
