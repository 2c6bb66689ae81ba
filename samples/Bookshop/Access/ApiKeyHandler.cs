using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Bookshop.Access;

internal sealed class ApiKeyOptions : AuthenticationSchemeOptions
{
    /// <summary>The keys of the users. A real shop keeps them outside the source.</summary>
    public IReadOnlyDictionary<string, (string Name, string Role)> Keys { get; } =
        new Dictionary<string, (string, string)>(StringComparer.Ordinal)
    {
        ["ann-key"] = ("Ann", ApiKey.Staff),
        ["bob-key"] = ("Bob", "reader"),
    };
}

internal sealed class ApiKeyHandler(IOptionsMonitor<ApiKeyOptions> options, ILoggerFactory logging, UrlEncoder encoder)
    : AuthenticationHandler<ApiKeyOptions>(options, logging, encoder)
{
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers[ApiKey.Header] is not [{ } key])
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        if (!Options.Keys.TryGetValue(key, out var who))
        {
            return Task.FromResult(AuthenticateResult.Fail("The key is not known."));
        }

        var identity = new ClaimsIdentity([new(ClaimTypes.Name, who.Name), new(ClaimTypes.Role, who.Role)], Scheme.Name);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name)));
    }
}
