using System.Net;
using Generator.Tests.Harness;
using Xunit.Abstractions;

namespace Generator.Tests.Mvc.Differential;

/// <summary>Actions that need an antiforgery token refuse the requests that MVC refuses.</summary>
public sealed class MvcAntiforgeryTests(ITestOutputHelper output)
{
    private const string Problem =
        """{"type":"https://tools.ietf.org/html/rfc9110#section-15.5.1","title":"Bad Request","status":400,""";

    private const string Middleware = "app.UseAntiforgery();";

    private static readonly string[] Paths =
    [
        "/checked/any", "/derived/own", "/derived/any", "/checked/ignored", "/checked/form", "/checked/twice",
        "/api/checked/none", "/api/checked/bound?n=x",
        "/api/checked/bound?n=1", "/api/checked/free", "/api/checked/read", "/auto/any", "/auto/ignored", "/auto/strict",
        "/ignoring/none", "/ignoring/strict", "/ignoring/ordered", "/required/any", "/required/form", "/required/query?n=1",
        "/required/exempt", "/required/exemptForm", "/api/required/none", "/api/required/bound?n=1", "/api/required/free",
    ];

    private static readonly string[] Verbs = ["GET", "POST", "PUT", "DELETE", "PATCH"];

    private static readonly string[] Tokens = ["", " | X-Token: wrong", " | X-Token: right"];

    private static readonly string[] Bodies = ["", " | Content-Type: application/x-www-form-urlencoded || name=a&n=2"];

    private static IEnumerable<string> Requests => Paths.SelectMany(path => Verbs.SelectMany(verb => Tokens.SelectMany(token =>
        Bodies.Where(body => body.Length == 0 || verb != "GET").Select(body => $"{verb} {path}{token}{body}"))));

    [Theory]
    [InlineData("")]
    [InlineData("options.Filters.Add(new Microsoft.AspNetCore.Mvc.AutoValidateAntiforgeryTokenAttribute());")]
    [InlineData("options.Filters.Add<Microsoft.AspNetCore.Mvc.AutoValidateAntiforgeryTokenAttribute>();")]
    [InlineData("options.Filters.Add(new Microsoft.AspNetCore.Mvc.ValidateAntiForgeryTokenAttribute());")]
    public async Task A_request_without_a_token_is_refused_as_by_MVC(string filters)
    {
        await using var apps = await StartAsync(filters, Middleware);

        var comparison = await apps.CompareAsync(Requests);

        comparison.AssertSame(output, served: 40, refused: 150);
        Assert.Equal(0, comparison["5"]);
    }

    [Fact]
    public async Task The_tokens_of_filters_are_validated_without_the_middleware()
    {
        await using var apps = await StartAsync(string.Empty, later: string.Empty);

        var comparison = await apps.CompareAsync(Requests);

        comparison.AssertSame(output, served: 40, refused: 100);
    }

    [Theory]
    [InlineData("/checked/any", "")]
    [InlineData("/auto/any", "")]
    [InlineData("/required/any", "")]
    [InlineData("/api/checked/none", Problem)]
    [InlineData("/api/required/none", Problem)]
    public async Task The_tokens_of_the_app_are_validated(string path, string problem)
    {
        await using var app = await RunningApp.StartAsync(AntiforgerySource.Text, "builder.Services.AddAntiforgery();", """
            app.UseActions();
            app.UseAntiforgery();
            app.MapGet("/token", (HttpContext context, Microsoft.AspNetCore.Antiforgery.IAntiforgery antiforgery) =>
                antiforgery.GetAndStoreTokens(context).RequestToken);
            """);
        using var given = await app.Client.GetAsync("/token");
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Add("Cookie", given.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        request.Headers.Add("RequestVerificationToken", await given.Content.ReadAsStringAsync());
        using var served = await app.Client.SendAsync(request);
        using var refused = await app.Client.PostAsync(path, content: null);

        Assert.Equal((HttpStatusCode.OK, "ran"), (served.StatusCode, await served.Content.ReadAsStringAsync()));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.StartsWith(problem, await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static Task<ComparedApps> StartAsync(string filters, string later) => ComparedApps.StartAsync(
        AntiforgerySource.Text,
        $"{AntiforgerySource.Services}builder.Services.Configure<Microsoft.AspNetCore.Mvc.MvcOptions>(options => {{ {filters} }});\n",
        later: later);
}
