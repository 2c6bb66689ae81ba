using Graceful.Binding;
using Graceful.Routing;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.DependencyInjection;

namespace Graceful.Mvc;

/// <summary>
/// Refuses requests without a valid antiforgery token, unless a filter nearer to the action decides, such as
/// <see cref="IgnoreAntiforgeryTokenAttribute"/>.
/// </summary>
internal sealed class AntiforgeryTokenFilter(bool allowsSafeMethods) : IAsyncAuthorizationFilter, IAntiforgeryPolicy
{
    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var httpContext = context.HttpContext;
        if (!context.IsEffectivePolicy<IAntiforgeryPolicy>(this) || (allowsSafeMethods && RequiredToken.IsSafe(httpContext.Request.Method)))
        {
            return;
        }

        var antiforgery = httpContext.RequestServices.GetService<IAntiforgery>() ?? throw new InvalidOperationException(
            $"{context.ActionDescriptor.DisplayName} validates antiforgery tokens, and the app has no antiforgery services. " +
            "Call builder.Services.AddAntiforgery().");
        try
        {
            await antiforgery.ValidateRequestAsync(httpContext);
        }
        catch (AntiforgeryValidationException)
        {
            context.Result = new AntiforgeryValidationFailedResult();
        }
    }
}

/// <summary>Refuses requests whose token <c>UseAntiforgery()</c> found invalid.</summary>
/// <remarks>The filter of <see cref="RequireAntiforgeryTokenAttribute"/>.</remarks>
internal sealed class RecordedTokenFilter : IAuthorizationFilter
{
    public static RecordedTokenFilter Instance { get; } = new();

    public void OnAuthorization(AuthorizationFilterContext context)
    {
        if (FormBody.HasInvalidToken(context.HttpContext))
        {
            context.Result = new AntiforgeryValidationFailedResult();
        }
    }
}
