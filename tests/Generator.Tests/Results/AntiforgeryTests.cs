using System.Net;
using Generator.Tests.Harness;

namespace Generator.Tests.Results;

/// <summary>An action with <c>[RequireAntiforgeryToken]</c> runs only with a token, whatever its arguments.</summary>
public sealed class AntiforgeryTests
{
    private const string Source = """
        using Microsoft.AspNetCore.Antiforgery;

        [Controller("guarded"), RequireAntiforgeryToken]
        public static class GuardedController
        {
            [Post] public static string None() => "ran";
            [Post] public static string Query(int n) => "ran";
            [Post] public static string Body(int[] numbers) => "ran";
            [Post] public static string Field([FromForm] string? name) => "ran";
            [Delete] public static string Remove() => "ran";
            [Get] public static string Show() => "ran";
            [Post, RequireAntiforgeryToken(false)] public static string Exempt() => "ran";
        }

        [Controller("free")]
        public static class FreeController
        {
            [Post] public static string None() => "ran";
            [Delete] public static string Remove() => "ran";
            [Post] public static string Field([FromForm] string? name) => "ran";
            [Post, RequireAntiforgeryToken(false)] public static string Exempt() => "ran";
        }
        """;

    private const string Pipeline = """
        app.UseActions();
        app.UseAntiforgery();
        app.MapGet("/token", (HttpContext context, Microsoft.AspNetCore.Antiforgery.IAntiforgery antiforgery) =>
            antiforgery.GetAndStoreTokens(context).RequestToken);
        """;

    private static readonly string Conventions = Pipeline.Replace(
        "app.UseActions()",
        "app.UseActions().WithMetadata(new Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryTokenAttribute())",
        StringComparison.Ordinal);

    [Theory]
    [InlineData("POST", "/guarded/none")]
    [InlineData("POST", "/guarded/query?n=1")]
    [InlineData("POST", "/guarded/body", "application/json", "[1]")]
    [InlineData("POST", "/guarded/field", "application/x-www-form-urlencoded", "name=a")]
    [InlineData("POST", "/guarded/field")]
    [InlineData("DELETE", "/guarded/remove")]
    [InlineData("POST", "/free/field", "application/x-www-form-urlencoded", "name=a")]
    [InlineData("POST", "/free/field")]
    public async Task A_request_without_a_token_is_refused(string verb, string path, string type = "", string body = "")
    {
        await using var app = await RunningApp.StartAsync(Source, "builder.Services.AddAntiforgery();", Pipeline);

        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(app, verb, path, type, body, hasToken: false));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(app, verb, path, type, body, hasToken: true));
    }

    [Theory]
    [InlineData("GET", "/guarded/show")]
    [InlineData("POST", "/guarded/exempt")]
    [InlineData("POST", "/free/none")]
    [InlineData("DELETE", "/free/remove")]
    public async Task Other_requests_need_none(string verb, string path)
    {
        await using var app = await RunningApp.StartAsync(Source, "builder.Services.AddAntiforgery();", Pipeline);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(app, verb, path, string.Empty, string.Empty, hasToken: false));
    }

    [Theory]
    [InlineData("POST", "/free/none")]
    [InlineData("DELETE", "/free/remove")]
    [InlineData("POST", "/free/field")]
    [InlineData("POST", "/guarded/none")]
    public async Task A_convention_may_require_it(string verb, string path)
    {
        await using var app = await RunningApp.StartAsync(Source, "builder.Services.AddAntiforgery();", Conventions);

        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(app, verb, path, string.Empty, string.Empty, hasToken: false));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(app, verb, path, string.Empty, string.Empty, hasToken: true));
    }

    [Fact]
    public async Task The_refusal_is_a_problem()
    {
        await using var app = await RunningApp.StartAsync(Source, "builder.Services.AddAntiforgery();", Pipeline);
        using var refused = await app.Client.PostAsync("/guarded/none", content: null);

        Assert.Equal([": The request has no valid antiforgery token."], await Problem.ErrorsAsync(refused, HttpStatusCode.BadRequest));
    }

    private static async Task<HttpStatusCode> StatusAsync(RunningApp app, string verb, string path, string type, string body, bool hasToken)
    {
        using var request = new HttpRequestMessage(new HttpMethod(verb), path);
        if (type.Length > 0)
        {
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, type);
        }

        if (hasToken)
        {
            using var given = await app.Client.GetAsync("/token");
            request.Headers.Add("Cookie", given.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
            request.Headers.Add("RequestVerificationToken", await given.Content.ReadAsStringAsync());
        }

        using var response = await app.Client.SendAsync(request);
        return response.StatusCode;
    }
}
