using Graceful.Binding;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Graceful.Routing;

/// <summary>Refuses requests without a valid antiforgery token before an action with <c>[RequireAntiforgeryToken]</c> runs.</summary>
/// <remarks>
/// <c>UseAntiforgery()</c> validates the token of POST, PUT and PATCH and only records the result, which minimal APIs read when they read
/// a form. Other methods that change something are validated here.
/// </remarks>
internal static class RequiredToken
{
    /// <summary>True when the last antiforgery metadata requires a token.</summary>
    public static bool IsRequiredBy(IEnumerable<object> metadata) =>
        metadata.OfType<IAntiforgeryMetadata>().LastOrDefault() is { RequiresValidation: true };

    /// <summary>Returns a delegate that validates the token, and then runs the action.</summary>
    public static RequestDelegate Before(RequestDelegate action) =>
        httpContext => IsSafe(httpContext.Request.Method) ? action(httpContext) : CheckAsync(httpContext, action);

    /// <summary>True for a method that changes nothing (RFC 9110, 9.2.1), whose requests need no token.</summary>
    public static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsTrace(method) || HttpMethods.IsOptions(method);

    private static async Task CheckAsync(HttpContext httpContext, RequestDelegate action)
    {
        if (await IsValidAsync(httpContext))
        {
            await action(httpContext);
            return;
        }

        var errors = new ArgumentErrors();
        errors.Add(string.Empty, "The request has no valid antiforgery token.");
        await Refusal.WriteAsync(httpContext, errors);
    }

    private static async ValueTask<bool> IsValidAsync(HttpContext httpContext)
    {
        // A convention of the app may have disabled what an attribute requires.
        if (httpContext.GetEndpoint()?.Metadata.GetMetadata<IAntiforgeryMetadata>() is not { RequiresValidation: true })
        {
            return true;
        }

        return httpContext.Features.Get<IAntiforgeryValidationFeature>() is { } recorded
            ? recorded.IsValid
            : await httpContext.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(httpContext);
    }
}
