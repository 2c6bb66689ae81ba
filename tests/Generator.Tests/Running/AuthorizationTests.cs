using Generator.Tests.Harness;

namespace Generator.Tests.Running;

/// <summary>Authorization sees the action, regardless of where an app adds it.</summary>
public sealed class AuthorizationTests
{
    private const string Source = """
        using System.Security.Claims;
        using System.Text.Encodings.Web;
        using Microsoft.AspNetCore.Authentication;
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.Extensions.Options;

        [Controller]
        [Authorize]
        public static class SecretController
        {
            [Action] public static string User(HttpContext context) => context.User.Identity!.Name!;
            [Action, Authorize(Roles = "admin")] public static string Admin() => "admin";
            [Action, AllowAnonymous] public static string Open() => "open";
        }

        [Controller]
        public static class PublicController
        {
            [Action] public static string Show() => "public";
        }

        /// <summary>The credential is the name of the user and also the role.</summary>
        public sealed class TestAuthentication(
            IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
            : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
        {
            protected override Task<AuthenticateResult> HandleAuthenticateAsync()
            {
                var header = Request.Headers.Authorization.ToString();
                if (!header.StartsWith("Test ", StringComparison.Ordinal))
                {
                    return Task.FromResult(AuthenticateResult.NoResult());
                }

                var identity = new ClaimsIdentity([new(ClaimTypes.Name, header[5..]), new(ClaimTypes.Role, header[5..])], Scheme.Name);
                return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name)));
            }
        }
        """;

    private const string Services = """
        builder.Services.AddAuthentication("Test")
            .AddScheme<Microsoft.AspNetCore.Authentication.AuthenticationSchemeOptions, TestAuthentication>("Test", null);
        builder.Services.AddAuthorization(options => options.FallbackPolicy = FALLBACK ? options.DefaultPolicy : null);
        """;

    public static TheoryData<string> Pipelines => new(
        "app.UseActions();",
        "app.UseActions(); app.UseAuthorization();",
        "app.UseActions(); app.UseAuthentication(); app.UseAuthorization();",
        "app.UseAuthentication(); app.UseActions(); app.UseAuthorization();",
        "app.UseRouting(); app.UseActions(); app.UseAuthorization();",
        "app.UseActions(); app.UseRouting(); app.UseAuthorization(); app.UseEndpoints(_ => { });");

    [Theory]
    [MemberData(nameof(Pipelines))]
    public async Task Authorize_is_enforced(string pipeline)
    {
        await using var app = await RunningApp.StartAsync(Source,
            Services.Replace("FALLBACK", "false", StringComparison.Ordinal), pipeline + """
            app.MapGet("/minimal", () => "minimal").RequireAuthorization();
            """);

        Assert.Equal(401, await app.StatusAsync("/secret/user"));
        Assert.Equal(200, await app.StatusAsync("/secret/user", "ann"));
        Assert.Equal(401, await app.StatusAsync("/secret/admin"));
        Assert.Equal(403, await app.StatusAsync("/secret/admin", "ann"));
        Assert.Equal(200, await app.StatusAsync("/secret/admin", "admin"));
        Assert.Equal(200, await app.StatusAsync("/secret/open"));
        Assert.Equal(200, await app.StatusAsync("/public/show"));
        Assert.Equal(401, await app.StatusAsync("/minimal"));
        Assert.Equal(200, await app.StatusAsync("/minimal", "ann"));
    }

    [Theory]
    [MemberData(nameof(Pipelines))]
    public async Task A_fallback_policy_lets_in_who_is_allowed(string pipeline)
    {
        await using var app = await RunningApp.StartAsync(Source, Services.Replace("FALLBACK", "true", StringComparison.Ordinal), pipeline);

        Assert.Equal(200, await app.StatusAsync("/secret/open"));
        Assert.Equal(401, await app.StatusAsync("/public/show"));
        Assert.Equal(200, await app.StatusAsync("/public/show", "ann"));
        Assert.Equal(401, await app.StatusAsync("/nobodys"));
    }

    [Fact]
    public async Task Without_authorization_services_a_protected_action_is_refused()
    {
        await using var app = await RunningApp.StartAsync(Source);

        Assert.Equal(500, await app.StatusAsync("/secret/user", "ann"));
        Assert.Equal(200, await app.StatusAsync("/public/show"));
    }

    [Fact]
    public async Task UseActions_after_UseAuthorization_throws_with_advice()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => RunningApp.StartAsync(
            Source,
            Services.Replace("FALLBACK", "false", StringComparison.Ordinal),
            "app.UseAuthorization(); app.UseActions();"));

        Assert.Contains("Call app.UseActions() before app.UseAuthorization()", exception.Message, StringComparison.Ordinal);
    }
}
