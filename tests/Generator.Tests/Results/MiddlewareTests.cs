using System.Net;
using Generator.Tests.Harness;

namespace Generator.Tests.Results;

/// <summary>The attributes of an action are metadata of its endpoint, which ASP.NET Core's own middleware applies.</summary>
public sealed class MiddlewareTests
{
    private const string Source = """
        using Microsoft.AspNetCore.Cors;
        using Microsoft.AspNetCore.OutputCaching;
        using Microsoft.AspNetCore.RateLimiting;

        [Controller("m")]
        public static class MController
        {
            private static int _count;

            [Get, EnableCors("partners")] public static string Open() => "open";
            [Get] public static string Closed() => "closed";
            [Get, EnableRateLimiting("once")] public static string Limited() => "limited";
            [Get, OutputCache(Duration = 600, VaryByQueryKeys = ["q"])]
            public static string Cached(string? q) => $"{q} {Interlocked.Increment(ref _count)}";
            [Get] public static string NotCached() => $"{Interlocked.Increment(ref _count)}";
        }
        """;

    private const string Services = """
        builder.Services.AddCors(options => options.AddPolicy("partners", policy => policy.WithOrigins("https://partner.example")));
        builder.Services.AddRateLimiter(options => options.AddPolicy("once", _ =>
            System.Threading.RateLimiting.RateLimitPartition.GetFixedWindowLimiter("all",
                _ => new() { PermitLimit = 1, Window = TimeSpan.FromDays(1) })));
        builder.Services.AddOutputCache();
        """;

    private const string Pipeline = "app.UseActions(); app.UseCors(); app.UseRateLimiter(); app.UseOutputCache();";

    [Theory]
    [InlineData("/m/open", "https://partner.example", "https://partner.example")]
    [InlineData("/m/open", "https://other.example", null)]
    [InlineData("/m/closed", "https://partner.example", null)]
    public async Task Cors_allows_what_the_policy_of_the_action_allows(string path, string origin, string? allowed)
    {
        await using var app = await RunningApp.StartAsync(Source, Services, Pipeline);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Origin", origin);
        using var response = await app.Client.SendAsync(request);

        Assert.Equal(allowed, response.Headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? values.Single() : null);
    }

    [Fact]
    public async Task A_preflight_is_answered()
    {
        await using var app = await RunningApp.StartAsync(Source, Services, Pipeline);
        using var request = new HttpRequestMessage(HttpMethod.Options, "/m/open");
        request.Headers.Add("Origin", "https://partner.example");
        request.Headers.Add("Access-Control-Request-Method", "GET");
        using var response = await app.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal("https://partner.example", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Origin")));
    }

    [Fact]
    public async Task A_rate_limit_holds_for_the_actions_that_have_it()
    {
        await using var app = await RunningApp.StartAsync(Source, Services, Pipeline);

        Assert.Equal("limited", await app.GetAsync("/m/limited"));
        Assert.Equal(503, await app.StatusAsync("/m/limited"));
        Assert.Equal("closed", await app.GetAsync("/m/closed"));
    }

    [Fact]
    public async Task A_response_is_cached_for_the_arguments_that_it_varies_by()
    {
        await using var app = await RunningApp.StartAsync(Source, Services, Pipeline);
        var first = await app.GetAsync("/m/cached?q=a");

        Assert.Equal(first, await app.GetAsync("/m/cached?q=a"));
        Assert.NotEqual(first, await app.GetAsync("/m/cached?q=b"));
        Assert.NotEqual(await app.GetAsync("/m/notCached"), await app.GetAsync("/m/notCached"));
    }
}
