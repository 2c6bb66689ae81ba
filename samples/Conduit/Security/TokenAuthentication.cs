using Conduit.Contracts;
using Conduit.Errors;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace Conduit.Security;

/// <summary>Bearer tokens with the header and the errors of the RealWorld specification: <c>Authorization: Token …</c>.</summary>
internal static class TokenAuthentication
{
    private const string Prefix = "Token ";

    public static void AddTokens(this IServiceCollection services)
    {
        services.AddSingleton<TokenKey>().AddSingleton<TokenIssuer>();
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<TokenKey>(Configure);
    }

    private static void Configure(JwtBearerOptions options, TokenKey key)
    {
        options.MapInboundClaims = false;
        options.TokenValidationParameters.IssuerSigningKey = key.Key;

        // The app is the only issuer and the only audience.
        options.TokenValidationParameters.ValidateIssuer = false;
        options.TokenValidationParameters.ValidateAudience = false;
        options.Events = new JwtBearerEvents { OnMessageReceived = ReadHeader, OnChallenge = Refuse };
    }

    private static Task ReadHeader(MessageReceivedContext context)
    {
        if (context.Request.Headers.Authorization is [{ } header] && header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            context.Token = header[Prefix.Length..].Trim();
        }

        return Task.CompletedTask;
    }

    private static Task Refuse(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        var message = context.AuthenticateFailure is null ? Messages.Missing : Messages.Invalid;
        return context.Response.WriteAsJsonAsync(ErrorEnvelope.Of("token", message), ConduitJson.Default.ErrorEnvelope);
    }
}
