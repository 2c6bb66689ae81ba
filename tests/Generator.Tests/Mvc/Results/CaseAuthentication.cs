using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Generator.Tests.Mvc.Results;

/// <summary>Records each call in a header of the response.</summary>
internal sealed class CaseAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : SignInAuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(AuthenticateResult.NoResult());

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => Record("challenge", properties, 401);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Record("forbid", properties, 403);

    protected override Task HandleSignInAsync(ClaimsPrincipal user, AuthenticationProperties? properties) =>
        Record("sign-in", properties, null);

    protected override Task HandleSignOutAsync(AuthenticationProperties? properties) => Record("sign-out", properties, null);

    private Task Record(string call, AuthenticationProperties? properties, int? status)
    {
        Response.Headers.Append("X-Authentication", $"{call} {Scheme.Name} {properties?.RedirectUri}");
        Response.StatusCode = status ?? Response.StatusCode;
        return Task.CompletedTask;
    }
}
